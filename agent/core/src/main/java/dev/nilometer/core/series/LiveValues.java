package dev.nilometer.core.series;

import dev.nilometer.model.ValueAccount;

/** Count, sum and classic buckets since the process started. Belongs to nilometer-drain. */
public final class LiveValues {
    private final ClassicBuckets buckets;
    private final long[] counts;
    private long count;
    private long sum;

    LiveValues(ClassicBuckets buckets) {
        this.buckets = buckets;
        this.counts = new long[buckets.bounds().length + 1];
    }

    /** Adds one value, base units. */
    public void add(long value) {
        count++;
        sum += value;
        counts[buckets.of(value)]++;
    }

    /** Adds values of one bin that lie on one side of the bound inside it. */
    public void addFold(int bin, boolean aboveBound, long foldCount, long foldSum) {
        count += foldCount;
        sum += foldSum;
        counts[buckets.of(bin, aboveBound)] += foldCount;
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    /** What they are right now. */
    public ValueAccount account() {
        return new ValueAccount(count, sum, buckets.bounds(), counts.clone());
    }
}
