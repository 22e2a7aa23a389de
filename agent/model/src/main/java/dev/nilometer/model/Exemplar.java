package dev.nilometer.model;

/** One value with the correlation id of the execution it came from, and nothing else about it. Immutable. */
public final class Exemplar {
    /** What OpenMetrics allows, less the label's own name. */
    public static final int CORRELATION_CHARS = 100;

    private final long value;
    private final long atEpochMillis;
    private final String correlation;

    /** A value in base units, when it was recorded, and a correlation id of {@value #CORRELATION_CHARS} characters at most. */
    public Exemplar(long value, long atEpochMillis, String correlation) {
        this.value = value;
        this.atEpochMillis = atEpochMillis;
        this.correlation = correlation;
    }

    /** Base units. */
    public long value() {
        return value;
    }

    /** When it was recorded. */
    public long atEpochMillis() {
        return atEpochMillis;
    }

    /** Of the execution; cleaned. */
    public String correlation() {
        return correlation;
    }
}
