package dev.nilometer.worker.rollup;

import dev.nilometer.model.DistinctCount;
import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one actor did in one span, for actor_hours and, merged, actor_days. Latency in ns, cost in nano-USD. Not
 * thread-safe.
 */
final class ActorFold {
    private final Summary latency = new Summary();
    private final ExactSum cost = new ExactSum();
    private final DistinctCount users = new DistinctCount();
    private final Map<String, Long> errors = new TreeMap<>();
    private long failed;
    private long tokens;
    private long interventions;

    /** One execution that kept its row. */
    void add(GroupInfo group, long latencyNanos) {
        latency.add(Math.max(0, latencyNanos));
        outcome(group, 1);
    }

    /** Executions inside a sketch row. */
    void addSketched(GroupInfo group, Summary latencies) {
        latency.merge(latencies);
        outcome(group, latencies.count());
    }

    private void outcome(GroupInfo group, long count) {
        if (group.failed()) {
            failed += count;
            errors.merge(group.errorType(), count, Long::sum);
        }
    }

    /** What executions used. */
    void use(long moreTokens, long moreCostNanoUsd, long moreInterventions) {
        tokens += moreTokens;
        cost.add(moreCostNanoUsd);
        interventions += moreInterventions;
    }

    /** For whom one ran. */
    void user(@Nullable String userId) {
        if (userId != null) {
            users.add(userId);
        }
    }

    Summary latency() {
        return latency;
    }

    ExactSum cost() {
        return cost;
    }

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

    /** Adds a span that was stored. */
    void merge(Summary latencies, long moreFailed, Map<String, Long> moreErrors) {
        latency.merge(latencies);
        failed += moreFailed;
        moreErrors.forEach((type, count) -> errors.merge(type, count, Long::sum));
    }

    /** Adds a sketch without knowing its users one by one. */
    void mergeUsers(byte @Nullable [] encoded) {
        if (encoded != null) {
            users.merge(DistinctCount.decode(encoded));
        }
    }

    /** Latency from its parts as stored. */
    static Summary latencyOf(long sum, long min, long max, byte[] sketch) {
        return Summary.of(sum, min, max, Sketch.decode(sketch));
    }
}
