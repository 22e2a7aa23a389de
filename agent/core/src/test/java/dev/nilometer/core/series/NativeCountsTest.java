package dev.nilometer.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.BinMapping;
import dev.nilometer.model.NativeBuckets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native buckets hold what Prometheus says they hold, and never more of them than allowed. */
class NativeCountsTest {
    private static final long ROOM = 1 << 20;

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 30, 900, 9e5, 1e18})
    void countsEveryValueInItsBucket(double factor) {
        NativeCounts counts = new NativeCounts(NativeAllowance.ofBytes(ROOM));
        Random random = new Random((long) factor);
        long[] values = random.longs(5_000, 0, 10)
                .map(from -> (long) (from * 1e3 * Math.pow(factor, random.nextDouble())))
                .toArray();
        int schema = NativeBuckets.FINEST;
        long zeros = 0;
        for (long value : values) {
            counts.add(BinMapping.binOf(value), 1);
            zeros += value == 0 ? 1 : 0;
            assertThat(counts.buckets().schema()).as("never finer again").isLessThanOrEqualTo(schema);
            schema = counts.buckets().schema();
        }
        NativeBuckets buckets = counts.buckets();
        assertThat(buckets.zeros()).isEqualTo(zeros);
        assertThat(contentOf(buckets)).isEqualTo(expected(values, buckets.schema()));
    }

    /** Prometheus' own definition, by the logarithm instead of the bins' table. */
    private static Map<Integer, Long> expected(long[] values, int schema) {
        TreeMap<Integer, Long> expected = new TreeMap<>();
        for (long value : values) {
            if (value != 0) {
                double exact = Math.log(value / 1e9) / Math.log(2) * (1 << schema);
                boolean onBound = Math.abs(exact - Math.rint(exact)) < 1e-9;
                expected.merge((int) (onBound ? Math.rint(exact) : Math.ceil(exact)), 1L, Long::sum);
            }
        }
        return expected;
    }

    private static Map<Integer, Long> contentOf(NativeBuckets buckets) {
        TreeMap<Integer, Long> content = new TreeMap<>();
        buckets.forEach(content::put);
        return content;
    }

    @Test
    void isAsFineAsTheSketchForValuesWithinAFactorOf30() {
        NativeCounts counts = new NativeCounts(NativeAllowance.ofBytes(ROOM));
        for (long millis = 10; millis <= 300; millis++) {
            counts.add(BinMapping.binOf(millis * 1_000_000), millis);
        }
        assertThat(counts.buckets().schema()).isEqualTo(NativeBuckets.FINEST);
    }

    @Test
    void holdsAnyTwoValuesApartByOneBucketADoubling() {
        NativeCounts counts = new NativeCounts(NativeAllowance.ofBytes(0));
        for (int bin = 0; bin <= BinMapping.LAST; bin++) {
            counts.add(bin, 1);
        }
        counts.add(BinMapping.LAST, 1);
        assertThat(counts.buckets().size()).isBetween(30, NativeAllowance.NARROW);
        assertThat(contentOf(counts.buckets()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(BinMapping.LAST + 1);
    }

    @Test
    void givesLessToEachWhenThereAreMany() {
        NativeAllowance allowance = NativeAllowance.ofBytes(ROOM);
        for (int histogram = 0; histogram < 2_000; histogram++) {
            NativeCounts counts = new NativeCounts(allowance);
            for (long nanos = 1_000_000; nanos < 10_000_000_000L; nanos += nanos / 100) {
                counts.add(BinMapping.binOf(nanos), 1);
            }
        }
        assertThat(allowance.bytes()).isBetween(ROOM, ROOM + 2_000L * Long.BYTES * (NativeAllowance.NARROW + 10));
    }
}
