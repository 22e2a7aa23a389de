package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void keepsCountSumMinAndMaxExactThroughMerges() {
        Summary first = new Summary();
        Summary second = new Summary();
        for (long value = 1; value <= 1_000; value++) {
            (value % 3 == 0 ? first : second).add(value);
        }
        first.merge(second);
        first.merge(new Summary());
        assertThat(first.count()).isEqualTo(1_000);
        assertThat(first.sum()).isEqualTo(500_500);
        assertThat(first.min()).isEqualTo(1);
        assertThat(first.max()).isEqualTo(1_000);
    }

    @Test
    void neverAnswersOutsideMinAndMax() {
        Summary constant = new Summary();
        for (int i = 0; i < 10; i++) {
            constant.add(1_000_003);
        }
        assertThat(constant.quantile(0.5)).isEqualTo(1_000_003);
        assertThat(constant.quantile(0.99)).isEqualTo(1_000_003);
    }

    @Test
    void isZeroWhenEmpty() {
        Summary empty = new Summary();
        assertThat(empty.min()).isZero();
        assertThat(empty.max()).isZero();
        assertThat(Summary.of(0, Long.MAX_VALUE, Long.MIN_VALUE, new Sketch()).max())
                .isZero();
    }

    @Test
    void comesBackFromItsParts() {
        Summary summary = new Summary();
        summary.add(7);
        summary.add(70_000);
        Summary back = Summary.of(
                summary.sum(),
                summary.min(),
                summary.max(),
                Sketch.decode(summary.sketch().encode()));
        assertThat(back.toString()).isEqualTo(summary.toString());
        assertThat(back.sketch()).isEqualTo(summary.sketch());
    }
}
