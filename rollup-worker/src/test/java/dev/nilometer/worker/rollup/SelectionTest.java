package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Sketch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final double[] SHARES = {0, 0.5, 0.9, 0.95, 0.99, 1};

    @Test
    void findsWhatSortingFinds() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int size = 1 + random.nextInt(round < 250 ? 2_000 : 50_000);
            int kinds = 1 + random.nextInt(5_000);
            equalsSorting(size, () -> random.nextInt(kinds) - kinds / 3);
            equalsSorting(size, random::nextLong);
        }
    }

    @Test
    void findsItInOrderedReversedAndEqualValues() {
        for (int size : new int[] {1, 2, 511, 512, 513, 514, 10_000}) {
            long[] next = {0};
            equalsSorting(size, () -> next[0]++);
            equalsSorting(size, () -> next[0]--);
            equalsSorting(size, () -> 7);
            equalsSorting(size, () -> Math.abs(next[0]++ % 1_000 - 500));
        }
    }

    @Test
    void leavesWhatLiesBeyondAlone() {
        long[] values = {3, 1, 2, Long.MIN_VALUE};
        assertThat(Selection.percentiles(values, 3, new double[] {0.5}, 2)).containsExactly(1.0);
        assertThat(values[3]).isEqualTo(Long.MIN_VALUE);
    }

    private static void equalsSorting(int size, LongSupplier supplier) {
        long[] values = new long[size + 3];
        Arrays.setAll(values, i -> supplier.getAsLong());
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        double[] expected = new double[SHARES.length];
        for (int i = 0; i < SHARES.length; i++) {
            double rank = SHARES[i] * (size - 1);
            int below = (int) Math.floor(rank);
            double low = sorted[below] / 1e6;
            double high = sorted[(int) Math.ceil(rank)] / 1e6;
            expected[i] = low + (rank - below) * (high - low);
        }
        List<SeriesFold> folds = List.of(fold(), fold(), fold());
        Sketch sketch = new Sketch();
        for (int i = 0; i < size; i++) {
            folds.get(i % 3).add(values[i]);
            sketch.add(Math.max(0, values[i]));
        }
        assertThat(BinSelection.percentiles(folds, sketch, SHARES, 1_000_000)).containsExactly(expected);
        assertThat(Selection.percentiles(values, size, SHARES, 1_000_000)).containsExactly(expected);
    }

    private static SeriesFold fold() {
        return new SeriesFold(new SeriesInfo("s", "e", "m", Map.of(), "", 1_000_000));
    }
}
