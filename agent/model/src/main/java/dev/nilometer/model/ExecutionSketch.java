package dev.nilometer.model;

/** The executions of one group that got no row, within one quarter of an hour. Immutable but for its summary. */
public final class ExecutionSketch {
    private final long fromMicros;
    private final int group;
    private final ExecutionSummary summary;

    private ExecutionSketch(long fromMicros, int group, ExecutionSummary summary) {
        this.fromMicros = fromMicros;
        this.group = group;
        this.summary = summary;
    }

    /** The folded executions of a group whose ends lie in the quarter of an hour that starts here. */
    public static ExecutionSketch of(long fromMicros, int group, ExecutionSummary summary) {
        return new ExecutionSketch(fromMicros, group, summary);
    }

    /** Start of the quarter of an hour, microseconds since 1970 UTC. */
    public long fromMicros() {
        return fromMicros;
    }

    /** Its number in the {@link Dictionary}. */
    public int group() {
        return group;
    }

    /** What they took and used. */
    public ExecutionSummary summary() {
        return summary;
    }
}
