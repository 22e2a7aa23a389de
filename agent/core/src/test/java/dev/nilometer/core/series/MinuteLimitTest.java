package dev.nilometer.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is slow, minute by minute. */
class MinuteLimitTest {
    private static final long MINUTE = 60_000_000;

    private final MinuteLimit limit = new MinuteLimit();

    @Test
    void knowsNothingInTheFirstMinute() {
        limit.roll(MINUTE);
        for (int i = 0; i < 1_000; i++) {
            limit.add(i);
        }
        limit.roll(MINUTE + MINUTE - 1);
        assertThat(limit.limit()).isEqualTo(MinuteLimit.NONE);
    }

    @Test
    void isTheNinetyNinthPercentileOfTheMinuteBefore() {
        limit.roll(MINUTE);
        for (int i = 1; i <= 1_000; i++) {
            limit.add(i * 1_000_000L);
        }
        limit.roll(2 * MINUTE);
        assertThat(limit.limit()).isBetween(985_000_000L, 1_005_000_000L);
    }

    @Test
    void needsAHundredRuns() {
        limit.roll(MINUTE);
        limit.add(5, 99);
        limit.roll(2 * MINUTE);
        assertThat(limit.limit()).isEqualTo(MinuteLimit.NONE);
    }

    @Test
    void forgetsAfterAMinuteWithoutRuns() {
        limit.roll(MINUTE);
        limit.add(5, 200);
        limit.roll(2 * MINUTE);
        assertThat(limit.limit()).isLessThan(MinuteLimit.NONE);
        limit.roll(3 * MINUTE);
        assertThat(limit.limit()).isEqualTo(MinuteLimit.NONE);
    }

    @Test
    void callsNoneOfEqualDurationsSlow() {
        limit.roll(MINUTE);
        for (int i = 0; i < 500; i++) {
            limit.add(5_123_456);
        }
        limit.roll(2 * MINUTE);
        assertThat(5_123_456L).isLessThanOrEqualTo(limit.limit());
    }
}
