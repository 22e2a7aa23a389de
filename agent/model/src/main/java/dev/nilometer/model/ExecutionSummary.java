package dev.nilometer.model;

/**
 * What is kept of executions of one group that got no row of their own: latency and wait as {@link Summary}, tokens,
 * cost, interventions and users. Mutable, not thread-safe: one thread at a time.
 */
public final class ExecutionSummary {
    private final Summary latency = new Summary();
    private final Summary waits = new Summary();
    private final DistinctCount users = new DistinctCount();
    private long tokens;
    private long costNanoUsd;
    private long interventions;

    /** An empty summary. */
    public ExecutionSummary() {}

    /** Number of executions: each has a latency. */
    public long count() {
        return latency.count();
    }

    /** Durations, ns. */
    public Summary latency() {
        return latency;
    }

    /** Waits, ns, of those executions whose wait is known. */
    public Summary waits() {
        return waits;
    }

    /** For whom they ran. */
    public DistinctCount users() {
        return users;
    }

    /** Tokens of all of them. */
    public long tokens() {
        return tokens;
    }

    /** Cost of all of them, nano-USD. */
    public long costNanoUsd() {
        return costNanoUsd;
    }

    /** How often a human had to step in. */
    public long interventions() {
        return interventions;
    }

    /** Adds what executions used. */
    public void use(long moreTokens, long moreCostNanoUsd, long moreInterventions) {
        tokens += moreTokens;
        costNanoUsd += moreCostNanoUsd;
        interventions += moreInterventions;
    }

    /** Adds all that the other one holds. */
    public void merge(ExecutionSummary other) {
        latency.merge(other.latency);
        waits.merge(other.waits);
        users.merge(other.users);
        use(other.tokens, other.costNanoUsd, other.interventions);
    }
}
