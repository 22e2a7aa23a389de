package dev.nilometer.core.series;

import dev.nilometer.model.HeapAccount;

/**
 * What series and groups hold of the heap: measured once a second, in between reckoned on by what a new one takes. Full,
 * a further series is counted in the overflow series of its metric, and a further group under the actor overflow.
 * Written by nilometer-drain, readable from every thread.
 */
public final class SeriesMemory {
    /** All series and groups together, names of keys aside. */
    public static final long BOUND_BYTES = (6L << 20) / HeapAccount.DIVISOR;

    private static final long NEW_ONE_BYTES = 1_024;
    private static final long MEASURE_NANOS = 1_000_000_000;

    private volatile long bytes;
    private long measuredNanos;

    /** Nothing yet. */
    public SeriesMemory() {}

    /** True when there is room for one more, which is reckoned on. */
    boolean takeOne() {
        long now = bytes;
        if (now + NEW_ONE_BYTES > BOUND_BYTES) {
            return false;
        }
        bytes = now + NEW_ONE_BYTES;
        return true;
    }

    /** Measures again when a second is over. */
    public void measureIfDue(SeriesTable series, GroupTable groups, long nowNanos) {
        if (measuredNanos == 0 || nowNanos - measuredNanos >= MEASURE_NANOS) {
            measuredNanos = nowNanos;
            bytes = series.heapBytes() + groups.heapBytes();
        }
    }

    /** Bytes held. */
    public long bytes() {
        return bytes;
    }
}
