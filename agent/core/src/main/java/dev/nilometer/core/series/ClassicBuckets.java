package dev.nilometer.core.series;

import dev.nilometer.bootstrap.Bins;
import dev.nilometer.model.BinMapping;
import java.util.Arrays;

/**
 * Which classic bucket a value falls into: for a folded value by its bin and on which side of the bound inside that bin
 * it lies, so that no value is ever counted in a neighbour's bucket. Immutable, safe from every thread.
 */
public final class ClassicBuckets {
    /** For series that are no histogram: one bucket for all. */
    public static final ClassicBuckets ALL_IN_ONE = new ClassicBuckets();

    /** Confidence scores, 1e-6: steps of 0.1. */
    public static final ClassicBuckets CONFIDENCE = new ClassicBuckets(
            100_000, 200_000, 300_000, 400_000, 500_000, 600_000, 700_000, 800_000, 900_000, 1_000_000);

    private final long[] bounds;
    private final short[] ofBin;
    private final short[] ofBinAbove;

    /** Buckets with these inclusive upper bounds, ascending, base units. */
    public ClassicBuckets(long... bounds) {
        this.bounds = bounds.clone();
        this.ofBin = new short[BinMapping.LAST + 1];
        this.ofBinAbove = new short[BinMapping.LAST + 1];
        int bucket = 0;
        for (int bin = 0; bin <= BinMapping.LAST; bin++) {
            long smallest = bin == 0 ? 0 : BinMapping.upperBound(bin - 1) + 1;
            while (bucket < bounds.length && bounds[bucket] < smallest) {
                bucket++;
            }
            boolean splits = bucket < bounds.length && bounds[bucket] < BinMapping.upperBound(bin);
            ofBin[bin] = (short) bucket;
            ofBinAbove[bin] = (short) (splits ? bucket + 1 : bucket);
        }
    }

    /** Tells the record path about bins and bounds; before it starts. */
    public static void install(long[] durationBoundsNanos) {
        Bins.install(
                BinMapping.upperBoundsTable(),
                BinMapping.guessTable(),
                BinMapping.smallTable(),
                BinMapping.guessBits());
        long[] all = Arrays.copyOf(durationBoundsNanos, durationBoundsNanos.length + CONFIDENCE.bounds.length);
        System.arraycopy(CONFIDENCE.bounds, 0, all, durationBoundsNanos.length, CONFIDENCE.bounds.length);
        Bins.installBounds(all);
    }

    /** The bucket of a value; the last one is above all bounds. */
    int of(long value) {
        return firstBoundFrom(value);
    }

    /** The bucket of folded values. */
    int of(int bin, boolean aboveBound) {
        return aboveBound ? ofBinAbove[bin] : ofBin[bin];
    }

    private int firstBoundFrom(long value) {
        int at = Arrays.binarySearch(bounds, value);
        return at >= 0 ? at : -at - 1;
    }

    /** Shared, not to be changed. */
    long[] bounds() {
        return bounds;
    }
}
