package dev.nilometer.model;

/** The samples of one series that got no row, within one quarter of an hour. Immutable but for its summary. */
public final class SampleSketch {
    private final long fromMicros;
    private final int series;
    private final Summary summary;

    private SampleSketch(long fromMicros, int series, Summary summary) {
        this.fromMicros = fromMicros;
        this.series = series;
        this.summary = summary;
    }

    /** The folded samples of a series whose instants lie in the quarter of an hour that starts here. */
    public static SampleSketch of(long fromMicros, int series, Summary summary) {
        return new SampleSketch(fromMicros, series, summary);
    }

    /** Start of the quarter of an hour, microseconds since 1970 UTC. */
    public long fromMicros() {
        return fromMicros;
    }

    /** Its number in the {@link Dictionary}. */
    public int series() {
        return series;
    }

    /** The values. */
    public Summary summary() {
        return summary;
    }
}
