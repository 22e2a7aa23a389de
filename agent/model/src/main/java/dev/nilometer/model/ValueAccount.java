package dev.nilometer.model;

import java.util.Collections;
import java.util.List;

/**
 * Values of one series since the process started, ready for classic and native histograms. Base units. Immutable; the
 * arrays are shared and must not be changed.
 */
public final class ValueAccount {
    private final long count;
    private final long sum;
    private final long[] bounds;
    private final long[] counts;
    private final NativeBuckets buckets;
    private final List<Exemplar> exemplars;

    /**
     * Values by classic bucket alone.
     *
     * @param bounds inclusive upper bounds in base units, ascending; empty when no histogram is wanted
     * @param counts values in each bucket, not cumulative, one more than bounds: the last is +Inf
     */
    public ValueAccount(long count, long sum, long[] bounds, long[] counts) {
        this(count, sum, bounds, counts, NativeBuckets.NONE, Collections.emptyList());
    }

    private ValueAccount(
            long count, long sum, long[] bounds, long[] counts, NativeBuckets buckets, List<Exemplar> exemplars) {
        this.count = count;
        this.sum = sum;
        this.bounds = bounds;
        this.counts = counts;
        this.buckets = buckets;
        this.exemplars = exemplars;
    }

    /** The same durations by native bucket too, and some of them with where they came from; the list is taken over. */
    public ValueAccount with(NativeBuckets durations, List<Exemplar> some) {
        return new ValueAccount(count, sum, bounds, counts, durations, Collections.unmodifiableList(some));
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

    /** The same values by native bucket; {@link NativeBuckets#NONE} for what is no duration. */
    public NativeBuckets nativeBuckets() {
        return buckets;
    }

    /** Some of the values with where they came from; at most one a classic bucket. */
    public List<Exemplar> exemplars() {
        return exemplars;
    }
}
