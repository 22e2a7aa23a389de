package dev.nilometer.core.series;

import dev.nilometer.model.BinMapping;
import dev.nilometer.model.Sketch;

/**
 * What counts as slow: durations above the p99 of the last full minute of the wall clock, if that minute had at least
 * 100 of them. The bin that holds the p99 is not slow as a whole, so equal durations never are. Belongs to
 * nilometer-drain.
 */
public final class MinuteLimit {
    /** The limit when the last minute had too few values: nothing is slow. */
    public static final long NONE = Long.MAX_VALUE;

    private static final long MICROS = 60_000_000;
    private static final int AT_LEAST = 100;

    private Sketch current = new Sketch();
    private long minute;
    private long limit = NONE;

    /** A limit that knows nothing yet. */
    public MinuteLimit() {}

    /** Counts one duration, ns. */
    public void add(long nanos) {
        current.add(nanos);
    }

    /** Counts durations of one bin. */
    public void add(int bin, long count) {
        current.addBin(bin, count);
    }

    /** Durations above this are slow, ns. */
    public long limit() {
        return limit;
    }

    /** Heap that it takes. */
    long heapBytes() {
        return 32 + current.heapBytes();
    }

    /** Looks at the clock; called at each pass before anything is added. */
    public void roll(long epochMicros) {
        long now = Math.floorDiv(epochMicros, MICROS);
        if (now == minute) {
            return;
        }
        boolean justEnded = now == minute + 1 && current.count() >= AT_LEAST;
        limit = justEnded ? BinMapping.upperBound(BinMapping.binOf((long) current.quantile(0.99))) : NONE;
        minute = now;
        if (!current.isEmpty()) {
            current = new Sketch();
        }
    }
}
