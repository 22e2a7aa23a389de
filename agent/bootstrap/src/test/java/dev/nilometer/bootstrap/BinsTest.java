package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinsTest {
    @BeforeEach
    void install() {
        PowerBins.install();
    }

    @Test
    void findsTheBinThatAnOracleFinds() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000_000; i++) {
            long value = random.nextLong() >>> (1 + random.nextInt(63));
            assertThat(Bins.binOf(value)).isEqualTo(PowerBins.binOf(value));
        }
        assertThat(Bins.binOf(Long.MAX_VALUE)).isEqualTo(PowerBins.UPPER.length - 1);
    }

    @Test
    void tellsValuesAboveAClassicBoundFromThoseUpToIt() {
        Bins.installBounds(new long[] {5_000_000, 300_000_000_000L});
        int bin = Bins.binOf(5_000_000);

        assertThat(Bins.isAboveBound(bin, 5_000_000)).isFalse();
        assertThat(Bins.isAboveBound(bin, 5_000_001)).isTrue();
        assertThat(Bins.isAboveBound(Bins.binOf(1), 1)).isFalse();
    }
}
