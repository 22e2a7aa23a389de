package dev.nilometer.prometheus;

import dev.nilometer.model.NativeBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;
import java.util.Collection;

/** Native buckets of one data point, all in the coarsest schema of those that were added up. Used by one thread. */
final class NativeSum {
    /** No duration lies between this and 0; Prometheus' own clients use the same. */
    private static final double ZERO_THRESHOLD = Math.scalb(1.0, -128);

    private final int schema;
    private int[] indexes;
    private long[] counts;
    private int size;
    private long zeros;

    private NativeSum(int schema, int about) {
        this.schema = schema;
        this.indexes = new int[about];
        this.counts = new long[about];
    }

    static NativeSum of(Collection<NativeBuckets> parts) {
        int schema = NativeBuckets.FINEST;
        int size = 0;
        for (NativeBuckets part : parts) {
            schema = Math.min(schema, part.schema());
            size = Math.max(size, part.size());
        }
        NativeSum sum = new NativeSum(schema, size);
        for (NativeBuckets part : parts) {
            sum.zeros += part.zeros();
            int steps = part.schema() - schema;
            int[] from = {0};
            part.forEach((index, count) -> from[0] = sum.add(from[0], NativeBuckets.coarser(index, steps), count));
        }
        return sum;
    }

    /** Adds to a bucket that is not before this place; returns its place. */
    private int add(int from, int index, long count) {
        int at = from;
        while (at < size && indexes[at] < index) {
            at++;
        }
        if (at == size || indexes[at] != index) {
            insert(at, index);
        }
        counts[at] += count;
        return at;
    }

    private void insert(int at, int index) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * size + 8);
            counts = Arrays.copyOf(counts, 2 * size + 8);
        }
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        indexes[at] = index;
        counts[at] = 0;
        size++;
    }

    /** Values in all of them. */
    long count() {
        return zeros + Arrays.stream(counts, 0, size).sum();
    }

    void addTo(HistogramDataPointSnapshot.Builder builder) {
        if (size < indexes.length) {
            indexes = Arrays.copyOf(indexes, size);
            counts = Arrays.copyOf(counts, size);
        }
        builder.nativeSchema(schema)
                .nativeZeroCount(zeros)
                .nativeZeroThreshold(ZERO_THRESHOLD)
                .nativeBucketsForPositiveValues(NativeHistogramBuckets.of(indexes, counts));
    }
}
