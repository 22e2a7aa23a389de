package dev.nilometer.model;

/**
 * Which bin of a {@link Sketch} a value falls into. Bin {@code i} of a positive value holds
 * {@code (1e9 * g^(i-1), 1e9 * g^i]} with {@code g = 2^(1/64)}: the bins line up with the Prometheus native buckets
 * of schema 6 in seconds when the value is in nanoseconds, so native buckets come by merging bins. Zero has a bin of
 * its own. The idea is DDSketch's logarithmic mapping (Masson, Rim, Lee: "DDSketch", VLDB 2019), with the logarithm
 * replaced by a table of the 4,033 upper bounds.
 *
 * <p>Indexes here are shifted so that they are never negative: 0 is zero, 1 the bin of the value 1.
 * Static, immutable, safe from every thread.
 */
public final class BinMapping {
    /** Bins in one doubling. */
    public static final int BINS_PER_DOUBLING = 64;

    /** The largest error of a bin's middle, relative to any value in it: (g - 1) / (g + 1). */
    public static final double RELATIVE_ERROR = 0.0054152;

    /** The exponent, in 64ths of a doubling of 1e9, of the bin with index 1. */
    static final int FIRST_EXPONENT = -1913;

    /** Index of the last bin: the one that holds Long.MAX_VALUE. */
    public static final int LAST = 4033;

    /** Values below this are looked up directly: bins are finer than integers there. */
    private static final int SMALL = 256;

    private static final int GUESS_BITS = 7;

    private static final long[] UPPER = upperBounds();
    private static final short[] SMALL_BINS = smallBins();
    private static final short[] GUESSES = guesses();

    private BinMapping() {}

    /** The bin of a value in base units; a negative value is refused with {@link IllegalArgumentException}. */
    public static int binOf(long value) {
        if (value < SMALL) {
            if (value < 0) {
                throw new IllegalArgumentException("negative value " + value);
            }
            return SMALL_BINS[(int) value];
        }
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        int bin = GUESSES[(exponent << GUESS_BITS) + (int) (value >>> (exponent - GUESS_BITS)) - (1 << GUESS_BITS)];
        while (value > UPPER[bin]) {
            bin++;
        }
        return bin;
    }

    /** The largest integer that falls into this bin; the next bin starts above it. */
    public static long upperBound(int bin) {
        return UPPER[bin];
    }

    /** The value that stands for a bin: the harmonic middle of its bounds, at most 0.55 % from any value in it. */
    public static double middle(int bin) {
        if (bin == 0) {
            return 0;
        }
        double upper = 1e9 * StrictMath.pow(2, (bin - 1 + FIRST_EXPONENT) / (double) BINS_PER_DOUBLING);
        double lower = 1e9 * StrictMath.pow(2, (bin - 2 + FIRST_EXPONENT) / (double) BINS_PER_DOUBLING);
        return 2 * upper * lower / (upper + lower);
    }

    /** The exponent {@code i} of the bin's upper bound {@code 1e9 * 2^(i/64)}, for native histogram buckets. */
    public static int exponentOf(int bin) {
        return bin - 1 + FIRST_EXPONENT;
    }

    /** The upper bounds of all bins, a copy: what the record path's own look-up is given at start. */
    public static long[] upperBoundsTable() {
        return UPPER.clone();
    }

    /** The first guess for (exponent, top {@value #GUESS_BITS} bits), a copy, for the same use. */
    public static short[] guessTable() {
        return GUESSES.clone();
    }

    /** How many bits under the leading one {@link #guessTable} looks at. */
    public static int guessBits() {
        return GUESS_BITS;
    }

    /** The bins of 0 to 255, a copy, for the same use. */
    public static short[] smallTable() {
        return SMALL_BINS.clone();
    }

    /**
     * 64 powers, and doublings of them, which are exact: the same bits as a power for each bin, in a tenth of the time
     * before the application starts. StrictMath gives the same bits on every machine, so two agents never disagree.
     */
    private static long[] upperBounds() {
        double[] powers = new double[BINS_PER_DOUBLING];
        for (int i = 0; i < BINS_PER_DOUBLING; i++) {
            powers[i] = StrictMath.pow(2, i / (double) BINS_PER_DOUBLING);
        }
        long[] bounds = new long[LAST + 1];
        for (int bin = 1; bin < LAST; bin++) {
            int exponent = bin - 1 + FIRST_EXPONENT;
            int doublings = Math.floorDiv(exponent, BINS_PER_DOUBLING);
            double power = Math.scalb(powers[exponent - doublings * BINS_PER_DOUBLING], doublings);
            bounds[bin] = (long) StrictMath.floor(1e9 * power);
        }
        bounds[LAST] = Long.MAX_VALUE;
        return bounds;
    }

    private static short[] smallBins() {
        short[] bins = new short[SMALL];
        short bin = 1;
        for (int value = 1; value < SMALL; value++) {
            bin = firstBinHolding(value, bin);
            bins[value] = bin;
        }
        return bins;
    }

    private static short[] guesses() {
        short[] guesses = new short[63 << GUESS_BITS];
        short bin = 1;
        for (int exponent = 8; exponent < 63; exponent++) {
            for (int top = 0; top < 1 << GUESS_BITS; top++) {
                long smallest = (long) ((1 << GUESS_BITS) + top) << (exponent - GUESS_BITS);
                bin = firstBinHolding(smallest, bin);
                guesses[(exponent << GUESS_BITS) + top] = bin;
            }
        }
        return guesses;
    }

    /** Values come ascending, so the search goes on where the last one ended. */
    private static short firstBinHolding(long value, short from) {
        short bin = from;
        while (UPPER[bin] < value) {
            bin++;
        }
        return bin;
    }
}
