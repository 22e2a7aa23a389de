package dev.nilometer.bootstrap;

import java.util.Arrays;

/** Tables for {@link Bins} with four bins in a doubling: the look-up does not care how fine they are. */
final class PowerBins {
    static final int BITS = 7;
    static final long[] UPPER = uppers();

    private PowerBins() {}

    static void install() {
        short[] small = new short[256];
        for (int value = 0; value < 256; value++) {
            small[value] = (short) binOf(value);
        }
        short[] guess = new short[63 << BITS];
        for (int exponent = 8; exponent < 63; exponent++) {
            for (int top = 0; top < 1 << BITS; top++) {
                guess[(exponent << BITS) + top] = (short) binOf((long) ((1 << BITS) + top) << (exponent - BITS));
            }
        }
        Bins.install(UPPER, guess, small, BITS);
    }

    /** The oracle: the first bin whose upper bound is not below the value. */
    static int binOf(long value) {
        int found = Arrays.binarySearch(UPPER, value);
        return found >= 0 ? found : -found - 1;
    }

    private static long[] uppers() {
        long[] all = java.util.stream.IntStream.range(0, 250)
                .mapToLong(i -> (long) Math.floor(Math.pow(2, i / 4.0)))
                .distinct()
                .toArray();
        long[] uppers = new long[all.length + 2];
        System.arraycopy(all, 0, uppers, 1, all.length);
        uppers[uppers.length - 1] = Long.MAX_VALUE;
        return uppers;
    }
}
