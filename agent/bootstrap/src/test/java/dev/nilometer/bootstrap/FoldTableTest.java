package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldTableTest {
    private record Entry(int key, int bin, boolean aboveBound) {}

    @BeforeEach
    void install() {
        PowerBins.install();
        Bins.installBounds(new long[] {1_000, 5_000_000});
    }

    @Test
    void holdsWhatAnOracleHoldsUntilItIsFullAndThenRefusesNewEntriesAlone() {
        for (int seed = 0; seed < 50; seed++) {
            compareWithOracle(new Random(seed), 1 + seed * 4);
        }
    }

    private static void compareWithOracle(Random random, int keys) {
        FoldTable table = new FoldTable();
        Map<Entry, LongSummaryStatistics> oracle = new HashMap<>();
        long added = 0;
        for (int i = 0; i < 20_000; i++) {
            int key = 1 + random.nextInt(keys) * 257;
            long value = (long) Math.exp(random.nextGaussian() * 2 + 7);
            int bin = PowerBins.binOf(value);
            Entry entry = new Entry(key, bin, Bins.isAboveBound(bin, value));
            boolean expected = oracle.containsKey(entry) || oracle.size() < FoldTable.FULL;
            assertThat(table.add(FoldTable.entry(key, value), value)).isEqualTo(expected);
            if (expected) {
                oracle.computeIfAbsent(entry, e -> new LongSummaryStatistics()).accept(value);
                added++;
            }
        }
        assertThat(table.recorded()).isEqualTo(added);
        table.forEach((key, bin, above, count, sum, min, max) -> {
            LongSummaryStatistics expected = oracle.remove(new Entry(key, bin, above));
            assertThat(new long[] {count, sum, min, max})
                    .containsExactly(expected.getCount(), expected.getSum(), expected.getMin(), expected.getMax());
        });
        assertThat(oracle).isEmpty();
        table.clear();
        table.forEach(
                (key, bin, above, count, sum, min, max) -> assertThat(count).isZero());
        assertThat(table.recorded()).isZero();
    }

    @Test
    void keepsTheLargestKeyAndBinApart() {
        FoldTable table = new FoldTable();
        table.add(FoldTable.entry(Keys.LIMIT + 13, Long.MAX_VALUE), Long.MAX_VALUE);
        table.forEach((key, bin, above, count, sum, min, max) -> {
            assertThat(key).isEqualTo(Keys.LIMIT + 13);
            assertThat(bin).isEqualTo(PowerBins.UPPER.length - 1);
            assertThat(max).isEqualTo(Long.MAX_VALUE);
        });
    }
}
