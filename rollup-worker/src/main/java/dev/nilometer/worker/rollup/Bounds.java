package dev.nilometer.worker.rollup;

/**
 * How many single values are kept for exact percentiles; beyond that sketches take over. Follows from the heap that the
 * JVM may take: 48 bytes for each value of an hour, which is folded, copied together and put in order. Stateless.
 */
final class Bounds {
    /** 128 MiB. */
    private static final int MAX_HOUR_VALUES = 16_000_000;

    private static final int MAX_DAY_VALUES = 20_000_000;
    private static final int BYTES_PER_VALUE = 48;

    private Bounds() {}

    /** Values of one hour, when so many hours are rolled up at once. */
    static int hourValues(int connections) {
        return (int) Math.min(MAX_HOUR_VALUES, Runtime.getRuntime().maxMemory() / BYTES_PER_VALUE / connections);
    }

    /** Values, and so records, of one day. */
    static int dayValues() {
        return (int) Math.min(MAX_DAY_VALUES, Runtime.getRuntime().maxMemory() / BYTES_PER_VALUE);
    }
}
