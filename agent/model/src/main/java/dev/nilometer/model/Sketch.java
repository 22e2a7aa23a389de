package dev.nilometer.model;

import java.util.Arrays;

/**
 * A mergeable summary of non-negative integers: how many fell into each bin of {@link BinMapping}. Any quantile it
 * answers lies within 1 % of the values at the two neighbouring ranks, after any number of merges in any order, since
 * merging adds counts and counts only. (DDSketch, Masson, Rim and Lee, VLDB 2019; no bins are ever collapsed.)
 *
 * <p>Memory: 8 bytes for each bin between the smallest and the largest value, half as many again at most, never more
 * than 32 KiB; 1 ms to 1 minute spans 1,015 bins. Mutable, not thread-safe: one thread at a time.
 */
public final class Sketch {
    /** Bins. */
    private static final int SMALLEST_STEP = 8;

    private long[] counts = new long[0];
    /** The bin that {@code counts[0]} stands for. */
    private int first;

    private long total;

    /** An empty sketch. */
    public Sketch() {}

    /** Adds one value in base units; a negative one is refused with {@link IllegalArgumentException}. */
    public void add(long value) {
        addBin(BinMapping.binOf(value), 1);
    }

    /** Adds {@code count} values that fell into {@code bin}. */
    public void addBin(int bin, long count) {
        if (bin < 0 || bin > BinMapping.LAST || count < 0) {
            throw new IllegalArgumentException("bin " + bin + ", count " + count);
        }
        if (count == 0) {
            return;
        }
        int place = bin - first;
        if (place < 0 || place >= counts.length) {
            cover(bin, bin);
            place = bin - first;
        }
        counts[place] += count;
        total += count;
    }

    /** Adds all that the other one holds; the other stays as it is. */
    public void merge(Sketch other) {
        if (other.total == 0) {
            return;
        }
        cover(other.first, other.first + other.counts.length - 1);
        for (int i = 0; i < other.counts.length; i++) {
            counts[other.first - first + i] += other.counts[i];
        }
        total += other.total;
    }

    /** Number of values added. */
    public long count() {
        return total;
    }

    /** True when nothing was added. */
    public boolean isEmpty() {
        return total == 0;
    }

    /**
     * The value at rank {@code q * (count - 1)}, interpolated between the two neighbouring ranks as PostgreSQL's
     * percentile_cont does, in base units.
     *
     * @param q between 0 and 1
     * @throws IllegalStateException when the sketch is empty
     */
    public double quantile(double q) {
        if (total == 0) {
            throw new IllegalStateException("an empty sketch has no quantile");
        }
        double rank = q * (total - 1);
        long below = (long) Math.floor(rank);
        double lower = BinMapping.middle(binAtRank(below));
        double share = rank - below;
        if (share == 0) {
            return lower;
        }
        return lower + share * (BinMapping.middle(binAtRank(below + 1)) - lower);
    }

    /** Heap that it takes. */
    public long heapBytes() {
        return 48 + 8L * counts.length;
    }

    /** Hands over each bin that holds something, smallest values first. */
    public void forEachBin(BinVisitor visitor) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                visitor.bin(first + i, counts[i]);
            }
        }
    }

    /** The compact, versioned coding of {@link SketchCodec}; the same content gives the same bytes. */
    public byte[] encode() {
        return SketchCodec.encode(this);
    }

    /** Reads what {@link #encode} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static Sketch decode(byte[] bytes) {
        return SketchCodec.decode(bytes);
    }

    private int binAtRank(long rank) {
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen > rank) {
                return first + i;
            }
        }
        throw new IllegalStateException("rank " + rank + " of " + total);
    }

    /** Grows by half at least, to the side that is too short: a sketch is read bin by bin in few steps. */
    private void cover(int low, int high) {
        if (counts.length == 0) {
            first = low;
            counts = new long[high - low + 1];
            return;
        }
        int last = first + counts.length - 1;
        if (low >= first && high <= last) {
            return;
        }
        int room = Math.max(SMALLEST_STEP, counts.length / 2);
        int newFirst = low < first ? Math.max(0, Math.min(low, first - room)) : first;
        int newLast = high > last ? Math.min(BinMapping.LAST, Math.max(high, last + room)) : last;
        long[] wider = new long[newLast - newFirst + 1];
        System.arraycopy(counts, 0, wider, first - newFirst, counts.length);
        counts = wider;
        first = newFirst;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch && Arrays.equals(encode(), ((Sketch) other).encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return "Sketch[" + total + " values]";
    }

    /** Receives the bins of a sketch in ascending order. */
    @FunctionalInterface
    public interface BinVisitor {
        /** One bin and how many values it holds, at least 1. */
        void bin(int bin, long count);
    }
}
