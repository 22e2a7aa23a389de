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
        for (int i = 0; i < shares.length; i++) {
            double rank = shares[i] * (size - 1);
            int below = (int) Math.floor(rank);
            int above = (int) Math.ceil(rank);
            settle(values, settled, size, below);
            settle(values, below, size, above);
            settled = below;
            double low = values[below] / (double) divisor;
            double high = values[above] / (double) divisor;
            answers[i] = below == above ? low : low + (rank - below) * (high - low);
        }
        return answers;
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
