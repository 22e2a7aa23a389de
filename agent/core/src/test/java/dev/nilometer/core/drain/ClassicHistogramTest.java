package dev.nilometer.core.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.model.Account;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.ValueAccount;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classic buckets are exact, for rows and for folded records, also beside and on the bounds. */
class ClassicHistogramTest {
    private static final int CALLS = 50_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 100, DrainSettings.UNLIMITED})
    void countsEveryDurationInItsBucket(long rowsPerSecond) {
        Rig rig = Rig.of(rowsPerSecond);
        long[] bounds = DrainSettings.builder().build().bucketBoundsNanos();
        long[] expected = new long[bounds.length + 1];
        Random random = new Random(rowsPerSecond);
        for (int i = 0; i < CALLS; i++) {
            long value = random.nextBoolean()
                    ? Math.max(0, bounds[random.nextInt(bounds.length)] + random.nextInt(5) - 2)
                    : (long) Math.exp(random.nextDouble() * 27);
            expected[bucketOf(bounds, value)]++;
            Facade.processingTime("a", "histogram-" + rowsPerSecond, value);
            if (i % 300 == 0) {
                rig.flush();
            }
        }
        ValueAccount values = find(rig.account(), MetricType.PROCESSING_TIME);
        assertThat(values.bounds()).isEqualTo(bounds);
        assertThat(values.counts()).isEqualTo(expected);
        assertThat(values.count()).isEqualTo(CALLS);
        long[] inNative = {values.nativeBuckets().zeros()};
        values.nativeBuckets().forEach((index, count) -> inNative[0] += count);
        assertThat(inNative[0]).as("native buckets hold the same calls").isEqualTo(CALLS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, DrainSettings.UNLIMITED})
    void countsScoresInStepsOfATenth(long rowsPerSecond) {
        Rig rig = Rig.of(rowsPerSecond);
        for (int i = 0; i < 3; i++) {
            Facade.confidence(0.6);
            Facade.confidence(0.600001);
            Facade.confidence(0.5);
            rig.flush();
        }
        long[] counts = new long[11];
        rig.account().series().stream()
                .filter(series -> series.key().type() == MetricType.CONFIDENCE_SCORE)
                .forEach(series -> {
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] += series.values().counts()[i];
                    }
                });
        assertThat(counts).containsExactly(0, 0, 0, 0, 3, 3, 3, 0, 0, 0, 0);
    }

    private static int bucketOf(long[] bounds, long value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static ValueAccount find(Account account, MetricType type) {
        return account.series().stream()
                .filter(series -> series.key().type() == type)
                .findFirst()
                .orElseThrow()
                .values();
    }
}
