package dev.nilometer.model;

/**
 * What is kept of executions of one group that got no row of their own: latency, wait, tokens and cost as
 * {@link Summary}, interventions and users. Tokens and cost may count fewer values than there are executions: those
 * left out used nothing. Mutable, not thread-safe: one thread at a time.
 */
public final class ExecutionSummary {
    private final Summary latency = new Summary();
    private final Summary waits = new Summary();
    private final Summary tokens = new Summary();
    private final Summary cost = new Summary();
    private final DistinctCount users = new DistinctCount();
    private long interventions;

    /** An empty summary. */
    public ExecutionSummary() {}

    /** A summary read back from a frame or a row; copies its parts. */
    public static ExecutionSummary of(
            Summary latency, Summary waits, Summary tokens, Summary cost, long interventions, DistinctCount users) {
        ExecutionSummary summary = new ExecutionSummary();
        summary.latency.merge(latency);
        summary.waits.merge(waits);
        summary.tokens.merge(tokens);
        summary.cost.merge(cost);
        summary.users.merge(users);
        summary.interventions = interventions;
        return summary;
    }

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

    /** Tokens of each. */
    public Summary tokens() {
        return tokens;
    }

    /** Cost of each, nano-USD. */
    public Summary cost() {
        return cost;
    }

    /** For whom they ran. */
    public DistinctCount users() {
        return users;
    }

    /** How often a human had to step in. */
    public long interventions() {
        return interventions;
    }

    /** Adds what one execution used; negative tokens or cost are refused as {@link Summary#add} does. */
    public void use(long oneTokens, long oneCostNanoUsd, long oneInterventions) {
        tokens.add(oneTokens);
        cost.add(oneCostNanoUsd);
        interventions += oneInterventions;
    }

    /** Adds interventions of executions whose tokens and cost are added apart. */
    public void intervene(long moreInterventions) {
        interventions += moreInterventions;
    }

    /** Heap that it takes. */
    public long heapBytes() {
        return 48 + latency.heapBytes() + waits.heapBytes() + tokens.heapBytes() + cost.heapBytes() + users.heapBytes();
    }

    /** Adds all that the other one holds. */
    public void merge(ExecutionSummary other) {
        latency.merge(other.latency);
        waits.merge(other.waits);
        tokens.merge(other.tokens);
        cost.merge(other.cost);
        users.merge(other.users);
        interventions += other.interventions;
    }
}
