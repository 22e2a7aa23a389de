package dev.nilometer.model;

/**
 * Values of one series since the process started, ready for a classic histogram. Base units. Immutable; the arrays are
 * shared and must not be changed.
 */
public final class ValueAccount {
    private final long count;
    private final long sum;
    private final long[] bounds;
    private final long[] counts;

    /**
     * Values by classic bucket.
     *
     * @param bounds inclusive upper bounds in base units, ascending; empty when no histogram is wanted
     * @param counts values in each bucket, not cumulative, one more than bounds: the last is +Inf
     */
    public ValueAccount(long count, long sum, long[] bounds, long[] counts) {
        this.count = count;
        this.sum = sum;
        this.bounds = bounds;
        this.counts = counts;
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    /** Their sum. */
    public long sum() {
        return sum;
    }

    /** Inclusive upper bounds, ascending, base units. */
    public long[] bounds() {
        return bounds;
    }

    /** Values in each bucket, not cumulative; the last is above all bounds. */
    public long[] counts() {
        return counts;
    }
}
