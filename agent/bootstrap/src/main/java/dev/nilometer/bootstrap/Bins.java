package dev.nilometer.bootstrap;

import java.util.Arrays;

/**
 * Which bin a value falls into: model.BinMapping's look-up over the same tables, which the agent installs before the
 * recorder starts. Without tables everything falls into bin 0, where counts and sums stay exact. Static; installed by
 * one thread, then only read.
 */
public final class Bins {
    private static final int SMALL = 256;

    private static long[] upper = {Long.MAX_VALUE};
    private static short[] guess = new short[0];
    private static short[] small = new short[SMALL];
    private static int guessBits;
    private static long[] bounds = {Long.MAX_VALUE};

    private Bins() {}

    /**
     * Installs the tables of model.BinMapping.
     *
     * @param upperBounds the largest value of each bin
     * @param guesses the first bin to try, by exponent and top bits
     * @param smallBins the bins of 0 to 255
     * @param bits how many bits under the leading one are in guesses
     */
    public static void install(long[] upperBounds, short[] guesses, short[] smallBins, int bits) {
        long[] none = new long[upperBounds.length];
        Arrays.fill(none, Long.MAX_VALUE);
        bounds = none;
        small = smallBins;
        guess = guesses;
        guessBits = bits;
        upper = upperBounds;
    }

    /**
     * Installs the bounds of classic buckets, in base units: folds tell values above a bound from values up to it, so
     * that classic buckets stay exact. Of two bounds in one bin the lower one wins; a bound that is a bin's own upper
     * bound needs no splitting.
     */
    public static void installBounds(long[] classicBounds) {
        long[] byBin = new long[upper.length];
        Arrays.fill(byBin, Long.MAX_VALUE);
        for (long bound : classicBounds) {
            int bin = binOf(bound);
            byBin[bin] = Math.min(byBin[bin], bound);
        }
        bounds = byBin;
    }

    /** The bin of a value that is not negative. */
    public static int binOf(long value) {
        if (value < SMALL) {
            return small[(int) value];
        }
        if (guess.length == 0) {
            return 0;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        int bin = guess[(exponent << guessBits) + (int) (value >>> (exponent - guessBits)) - (1 << guessBits)];
        while (value > upper[bin]) {
            bin++;
        }
        return bin;
    }

    /** True when the value lies above the classic bound inside this bin. */
    public static boolean isAboveBound(int bin, long value) {
        return value > bounds[bin];
    }
}
