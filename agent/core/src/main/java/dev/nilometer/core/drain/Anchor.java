package dev.nilometer.core.drain;

/**
 * Ties {@link System#nanoTime}, which stamps records, to the wall clock: anew at each pass, so that a corrected clock is
 * followed. Belongs to nilometer-drain.
 */
final class Anchor {
    private long nanos;
    private long epochMicros;

    /** It is now this instant. */
    void set(long nowEpochMicros) {
        nanos = System.nanoTime();
        epochMicros = nowEpochMicros;
    }

    /** The wall clock at an instant of nanoTime, microseconds since 1970. */
    long epochMicros(long atNanos) {
        return epochMicros + Math.floorDiv(atNanos - nanos, 1_000);
    }

    /** The wall clock at the pass. */
    long nowMicros() {
        return epochMicros;
    }

    /** nanoTime at the pass. */
    long nowNanos() {
        return nanos;
    }
}
