package dev.nilometer.worker.rollup;

import dev.nilometer.model.BinMapping;
import dev.nilometer.model.Sketch;
import java.util.List;

/**
 * Exact percentiles of many values in one pass over them: a sketch of the same values says in which of its bins the
 * wanted ranks lie, and only the values of those bins, about one in a hundred, are picked out and put in order. Used
 * once, by one thread.
 */
final class BinSelection {
    private final int[] ranks;
    private final long[] lows;
    private final long[] highs;
    private final int[] firstRanks;
    private final long[][] picked;
    private final int[] filled;
    private int bins;
    private int seen;
    private int next;

    private BinSelection(int[] ranks) {
        this.ranks = ranks;
        this.lows = new long[ranks.length];
        this.highs = new long[ranks.length];
        this.firstRanks = new int[ranks.length];
        this.picked = new long[ranks.length][];
        this.filled = new int[ranks.length];
    }

    /**
     * The percentiles of all values that these folds kept.
     *
     * @param sketch of exactly these values, negative ones as zero
     * @param shares ascending, between 0 and 1
     * @param divisor as in {@link Selection#percentiles}
     */
    static double[] percentiles(List<SeriesFold> folds, Sketch sketch, double[] shares, long divisor) {
        int size = (int) sketch.count();
        int[] ranks = new int[shares.length * 2];
        for (int i = 0; i < shares.length; i++) {
            ranks[i * 2] = Selection.below(shares[i], size);
            ranks[i * 2 + 1] = Selection.above(shares[i], size);
        }
        BinSelection selection = new BinSelection(ranks);
        sketch.forEachBin(selection::look);
        folds.forEach(selection::pick);
        double[] answers = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            long low = selection.at(ranks[i * 2]);
            long high = selection.at(ranks[i * 2 + 1]);
            answers[i] = Selection.between(shares[i], size, low, high, divisor);
        }
        return answers;
    }

    /** The ranks ascend, and so do the bins. */
    private void look(int bin, long count) {
        int end = seen + (int) count;
        if (next < ranks.length && ranks[next] < end) {
            lows[bins] = bin == 0 ? Long.MIN_VALUE : BinMapping.upperBound(bin - 1) + 1;
            highs[bins] = bin == BinMapping.LAST ? Long.MAX_VALUE : BinMapping.upperBound(bin);
            firstRanks[bins] = seen;
            picked[bins++] = new long[(int) count];
            while (next < ranks.length && ranks[next] < end) {
                next++;
            }
        }
        seen = end;
    }

    private void pick(SeriesFold fold) {
        long[] values = fold.values();
        int kept = fold.kept();
        for (int i = 0; i < kept; i++) {
            long value = values[i];
            int bin = 0;
            while (bin < bins && value > highs[bin]) {
                bin++;
            }
            if (bin < bins && value >= lows[bin]) {
                picked[bin][filled[bin]++] = value;
            }
        }
    }

    private long at(int rank) {
        int bin = bins - 1;
        while (rank < firstRanks[bin]) {
            bin--;
        }
        return Selection.select(picked[bin], filled[bin], rank - firstRanks[bin]);
    }
}
