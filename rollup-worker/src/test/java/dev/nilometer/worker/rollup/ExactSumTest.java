package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void neverOverflows() {
        Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            ExactSum sum = new ExactSum();
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 20; i++) {
                long value = random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - random.nextInt(3);
                BigInteger big = BigInteger.valueOf(value).multiply(BigInteger.valueOf(random.nextInt(3)));
                ExactSum other = new ExactSum();
                other.add(value);
                sum.add(value);
                sum.add(other);
                sum.add(big);
                expected = expected.add(BigInteger.TWO.multiply(BigInteger.valueOf(value)))
                        .add(big);
            }
            assertThat(sum.value()).isEqualTo(expected);
        }
    }

    @Test
    void isZeroAtFirst() {
        assertThat(new ExactSum().value()).isZero();
    }
}
