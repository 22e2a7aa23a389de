package dev.nilometer.core.series;

import dev.nilometer.model.NativeBuckets;

/**
 * Durations since the process started by native bucket. The buckets are merged bins, so no value is ever counted in a
 * neighbour's bucket; they begin as fine as the bins and get coarser, never finer, when more of them were needed than
 * the {@link NativeAllowance} gives, since Prometheus takes a finer schema for a restart. Belongs to nilometer-drain.
 */
final class NativeCounts {
    private static final int SLACK = 4;

    private final NativeAllowance allowance;
    private int schema = NativeBuckets.FINEST;
    private long zeros;
    private long[] counts = {};
    /** The bucket that {@code counts[0]} stands for. */
    private int first;

    private int lowest;
    private int highest;

    NativeCounts(NativeAllowance allowance) {
        this.allowance = allowance;
    }

    /** Counts values of one bin. */
    void add(int bin, long count) {
        if (bin == 0) {
            zeros += count;
            return;
        }
        int place = NativeBuckets.indexOf(bin, schema) - first;
        if (place < 0 || place >= counts.length) {
            place = cover(bin) - first;
        }
        counts[place] += count;
        lowest = Math.min(lowest, first + place);
        highest = Math.max(highest, first + place);
    }

    /** Makes room for a bin and returns its bucket, which may be wider than before. */
    private int cover(int bin) {
        int index = NativeBuckets.indexOf(bin, schema);
        if (counts.length == 0) {
            lowest = index;
            highest = index;
        }
        int span = allowance.span();
        while (Math.max(highest, index) - Math.min(lowest, index) >= span) {
            coarsen();
            index = NativeBuckets.indexOf(bin, schema);
        }
        if (index < first || index >= first + counts.length) {
            window(Math.min(lowest, index) - SLACK, Math.max(highest, index) + SLACK);
        }
        return index;
    }

    private void coarsen() {
        int newFirst = NativeBuckets.coarser(lowest, 1);
        long[] merged = new long[NativeBuckets.coarser(highest, 1) - newFirst + 1];
        for (int index = lowest; index <= highest; index++) {
            merged[NativeBuckets.coarser(index, 1) - newFirst] += counts[index - first];
        }
        // Nothing changes before the memory is there.
        schema--;
        replace(newFirst, merged);
        lowest = newFirst;
        highest = newFirst + merged.length - 1;
    }

    private void window(int newFirst, int newLast) {
        long[] wider = new long[newLast - newFirst + 1];
        if (counts.length > 0) {
            System.arraycopy(counts, lowest - first, wider, lowest - newFirst, highest - lowest + 1);
        }
        replace(newFirst, wider);
    }

    private void replace(int newFirst, long[] by) {
        allowance.took(by.length - counts.length);
        counts = by;
        first = newFirst;
    }

    /** Heap that they take. */
    long heapBytes() {
        return 64 + 8L * counts.length;
    }

    /** What they are right now. */
    NativeBuckets buckets() {
        NativeBuckets.Builder builder = new NativeBuckets.Builder(schema, zeros, highest - lowest + 1);
        for (int i = 0; i < counts.length; i++) {
            builder.add(first + i, counts[i]);
        }
        return builder.build();
    }
}
