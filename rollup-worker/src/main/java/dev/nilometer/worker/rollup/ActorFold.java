package dev.nilometer.worker.rollup;

import dev.nilometer.model.DistinctCount;
import dev.nilometer.model.Summary;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one actor did in one span, for actor_hours and, merged, actor_days. Latency in ns, cost in nano-USD. Not
 * thread-safe.
 */
final class ActorFold {
    /** The error of a failed execution that named none. */
    private static final String UNNAMED = "unknown";

    private final Summary latency = new Summary();
    private final ExactSum cost = new ExactSum();
    private final DistinctCount users = new DistinctCount();
    private final Map<String, Long> errors = new TreeMap<>();
    private Instant firstSeen = Instant.MAX;
    private Instant lastSeen = Instant.MIN;
    private long failed;
    private long tokens;
    private long interventions;

    /** One execution that kept its row; a negative latency can only have been imported and counts as 0. */
    void add(GroupInfo group, Instant at, long latencyNanos) {
        latency.add(Math.max(0, latencyNanos));
        outcome(group, 1);
        seen(at, at);
    }

    /** Executions inside a sketch row, seen from the start of its quarter of an hour. */
    void addSketched(GroupInfo group, Instant from, Summary latencies) {
        latency.merge(latencies);
        outcome(group, latencies.count());
        seen(from, from);
    }

    private void outcome(GroupInfo group, long count) {
        if (group.failed()) {
            failed += count;
            errors.merge(group.errorType().isEmpty() ? UNNAMED : group.errorType(), count, Long::sum);
        }
    }

    private void seen(Instant first, Instant last) {
        firstSeen = first.isBefore(firstSeen) ? first : firstSeen;
        lastSeen = last.isAfter(lastSeen) ? last : lastSeen;
    }

    /** What executions used. */
    void use(long moreTokens, long moreCostNanoUsd, long moreInterventions) {
        tokens += moreTokens;
        cost.add(moreCostNanoUsd);
        interventions += moreInterventions;
    }

    /** Adds what is stored of a shorter span. */
    void merge(ActorFold other) {
        latency.merge(other.latency);
        cost.add(other.cost);
        users.merge(other.users);
        other.errors.forEach((type, count) -> errors.merge(type, count, Long::sum));
        seen(other.firstSeen, other.lastSeen);
        failed += other.failed;
        tokens += other.tokens;
        interventions += other.interventions;
    }

    /** A fold read back from its parts. */
    static ActorFold of(
            Summary latency, DistinctCount users, Map<String, Long> errors, long failed, Instant first, Instant last) {
        ActorFold fold = new ActorFold();
        fold.latency.merge(latency);
        fold.users.merge(users);
        fold.errors.putAll(errors);
        fold.failed = failed;
        fold.seen(first, last);
        return fold;
    }

    Summary latency() {
        return latency;
    }

    ExactSum cost() {
        return cost;
    }

    /** For whom they ran; add to it. */
    DistinctCount users() {
        return users;
    }

    Map<String, Long> errors() {
        return errors;
    }

    long total() {
        return latency.count();
    }

    long failed() {
        return failed;
    }

    long tokens() {
        return tokens;
    }

    long interventions() {
        return interventions;
    }

    /** The earliest end of an execution. */
    Instant firstSeen() {
        return firstSeen;
    }

    /** The latest end of an execution. */
    Instant lastSeen() {
        return lastSeen;
    }
}
