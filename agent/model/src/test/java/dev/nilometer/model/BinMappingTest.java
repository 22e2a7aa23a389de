package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinMappingTest {
    @Test
    void everyValueLiesWithinItsBinsBounds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000_000; i++) {
            check(random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63));
        }
    }

    @Test
    void boundsThemselvesAndTheirNeighboursFallWhereTheyShould() {
        for (int bin = 0; bin <= BinMapping.LAST; bin++) {
            long bound = BinMapping.upperBound(bin);
            check(bound);
            if (bound < Long.MAX_VALUE) {
                check(bound + 1);
            }
        }
    }

    @Test
    void aBinsMiddleIsWithinHalfAPercentOfAnyValueInIt() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1_000_000; i++) {
            long value = 1 + (random.nextLong(Long.MAX_VALUE - 1) >>> random.nextInt(63));
            double middle = BinMapping.middle(BinMapping.binOf(value));
            assertThat(Math.abs(middle - value) / value).isLessThanOrEqualTo(BinMapping.RELATIVE_ERROR + 1e-6);
        }
    }

    @Test
    void binsLineUpWithPowersOfTwoOfASecond() {
        for (int power = -10; power <= 10; power++) {
            long nanos = (long) (1e9 * Math.pow(2, power));
            int bin = BinMapping.binOf(nanos);
            assertThat(BinMapping.exponentOf(bin)).isEqualTo(power * BinMapping.BINS_PER_DOUBLING);
            assertThat(BinMapping.binOf(nanos + 1)).isEqualTo(bin + 1);
        }
    }

    @Test
    void doublingPowersGivesTheSameBoundsAsAPowerForEach() {
        for (int bin = 1; bin < BinMapping.LAST; bin++) {
            double power = StrictMath.pow(2, BinMapping.exponentOf(bin) / (double) BinMapping.BINS_PER_DOUBLING);
            assertThat(BinMapping.upperBound(bin)).isEqualTo((long) StrictMath.floor(1e9 * power));
        }
    }

    @Test
    void knowsItsEnds() {
        assertThat(BinMapping.binOf(0)).isZero();
        assertThat(BinMapping.binOf(1)).isEqualTo(1);
        assertThat(BinMapping.binOf(Long.MAX_VALUE)).isEqualTo(BinMapping.LAST);
        assertThatThrownBy(() -> BinMapping.binOf(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void check(long value) {
        int bin = BinMapping.binOf(value);
        if (value > BinMapping.upperBound(bin) || (bin > 0 && value <= BinMapping.upperBound(bin - 1))) {
            throw new AssertionError(value + " is not in bin " + bin);
        }
    }
}
