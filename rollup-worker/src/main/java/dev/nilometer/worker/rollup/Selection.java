package dev.nilometer.worker.rollup;

import java.util.Arrays;

/**
 * Exact percentiles by selection: only what lies around the ranks asked for is put in order. Quickselect (Hoare 1961)
 * with the median of three as pivot; a part that does not shrink is sorted instead, so the worst case is n log n.
 * Stateless.
 */
final class Selection {
    private static final int SMALL = 512;

    private Selection() {}

    /**
     * The percentiles of the first {@code size} values, which are put into another order.
     *
     * @param shares ascending, between 0 and 1
     * @param divisor base units in one unit of the answer; division comes first, as in a view under percentile_cont, so
     *     that the answers are the same to the last digit
     */
    static double[] percentiles(long[] values, int size, double[] shares, long divisor) {
        double[] answers = new double[shares.length];
        int settled = 0;
        boolean sorted = size <= SMALL;
        if (sorted) {
            Arrays.sort(values, 0, size);
        }
        for (int i = 0; i < shares.length; i++) {
            int below = below(shares[i], size);
            int above = above(shares[i], size);
            if (!sorted) {
                settle(values, settled, size, below);
                settle(values, below, size, above);
                settled = below;
            }
            answers[i] = between(shares[i], size, values[below], values[above], divisor);
        }
        return answers;
    }

    /** The value of this rank among the first {@code size}, which are put into another order. */
    static long select(long[] values, int size, int rank) {
        settle(values, 0, size, rank);
        return values[rank];
    }

    /** The rank just below this share of so many values. */
    static int below(double share, int size) {
        return (int) Math.floor(share * (size - 1));
    }

    /** The rank just above this share of so many values; the same where it is a rank itself. */
    static int above(double share, int size) {
        return (int) Math.ceil(share * (size - 1));
    }

    /** As percentile_cont does between the values of the ranks below and above. */
    static double between(double share, int size, long below, long above, long divisor) {
        double rank = share * (size - 1);
        double low = below / (double) divisor;
        double high = above / (double) divisor;
        double part = rank - Math.floor(rank);
        return part == 0 ? low : low + part * (high - low);
    }

    /** Puts the value of this rank in its place, smaller ones before it, larger ones after. */
    private static void settle(long[] values, int from, int to, int rank) {
        int low = from;
        int high = to - 1;
        while (high - low > SMALL) {
            int before = high - low;
            long pivot = medianOfThree(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (rank > j && rank < i) {
                return;
            }
            low = rank <= j ? low : i;
            high = rank <= j ? j : high;
            if (high - low > before - before / 16) {
                break;
            }
        }
        Arrays.sort(values, low, high + 1);
    }

    private static long medianOfThree(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
