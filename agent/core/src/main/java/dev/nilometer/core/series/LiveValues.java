package dev.nilometer.core.series;

import dev.nilometer.model.BinMapping;
import dev.nilometer.model.ValueAccount;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Count, sum and classic buckets since the process started, and for durations native buckets. Belongs to
 * nilometer-drain.
 */
public final class LiveValues {
    private final ClassicBuckets buckets;
    private final long[] counts;
    private final @Nullable NativeCounts nativeCounts;
    private final @Nullable LiveExemplars exemplars;
    private long count;
    private long sum;

    private LiveValues(ClassicBuckets buckets, @Nullable NativeCounts nativeCounts, @Nullable LiveExemplars exemplars) {
        this.buckets = buckets;
        this.counts = new long[buckets.bounds().length + 1];
        this.nativeCounts = nativeCounts;
        this.exemplars = exemplars;
    }

    /** Values that are no durations. */
    static LiveValues of(ClassicBuckets buckets) {
        return new LiveValues(buckets, null, null);
    }

    /** Durations whose origin is not known. */
    static LiveValues of(DurationHistograms durations) {
        return new LiveValues(durations.buckets(), durations.nativeCounts(), null);
    }

    /** Durations some of which come with their origin. */
    static LiveValues of(DurationHistograms durations, LiveExemplars exemplars) {
        return new LiveValues(durations.buckets(), durations.nativeCounts(), exemplars);
    }

    /** Adds one value, base units. */
    public void add(long value) {
        // First, since it alone may need memory: a value is counted everywhere or nowhere.
        if (nativeCounts != null) {
            nativeCounts.add(BinMapping.binOf(value), 1);
        }
        count++;
        sum += value;
        counts[buckets.of(value)]++;
    }

    /** Adds values of one bin that lie on one side of the bound inside it. */
    public void addFold(int bin, boolean aboveBound, long foldCount, long foldSum) {
        if (nativeCounts != null) {
            nativeCounts.add(bin, foldCount);
        }
        count += foldCount;
        sum += foldSum;
        counts[buckets.of(bin, aboveBound)] += foldCount;
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    /** Heap that they take. */
    long heapBytes() {
        return 64
                + 8L * counts.length
                + (nativeCounts == null ? 0 : nativeCounts.heapBytes())
                + (exemplars == null ? 0 : exemplars.heapBytes());
    }

    /** What they are right now. */
    public ValueAccount account() {
        ValueAccount account = new ValueAccount(count, sum, buckets.bounds(), counts.clone());
        if (nativeCounts == null) {
            return account;
        }
        return account.with(nativeCounts.buckets(), exemplars == null ? Collections.emptyList() : exemplars.list());
    }
}
