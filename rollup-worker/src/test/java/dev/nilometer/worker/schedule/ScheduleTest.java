package dev.nilometer.worker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void plansInTheZone() {
        Schedule nightly = Schedule.parse("30 1 * * *", BERLIN);
        assertThat(nightly.plannedBefore(Instant.parse("2026-11-22T12:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-22T00:30:00Z"));
        assertThat(nightly.plannedBefore(Instant.parse("2026-11-22T00:30:00Z")))
                .isEqualTo(Instant.parse("2026-11-22T00:30:00Z"));
        assertThat(nightly.plannedBefore(Instant.parse("2026-11-22T00:29:59Z")))
                .isEqualTo(Instant.parse("2026-11-21T00:30:00Z"));
    }

    @Test
    void makesUpForWhatWasMissedAndDoesNothingTwice() {
        Schedule nightly = Schedule.parse("30 1 * * *", BERLIN);
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(nightly.isDue(null, noon)).isTrue();
        assertThat(nightly.isDue(Instant.parse("2026-11-19T00:30:00Z"), noon)).isTrue();
        assertThat(nightly.isDue(Instant.parse("2026-11-22T00:30:00Z"), noon)).isFalse();
        assertThat(nightly.isDue(Instant.parse("2026-11-22T00:31:00Z"), noon)).isFalse();
    }

    /** The night in which clocks go forward from 02:00 has no 02:30, and the one in which they go back has two. */
    @Test
    void plansOneRunForEachDayOfAYear() {
        for (String expression : new String[] {"30 1 * * *", "30 2 * * *"}) {
            Schedule nightly = Schedule.parse(expression, BERLIN);
            int runs = 0;
            Instant last = Instant.parse("2025-12-31T12:00:00Z");
            for (Instant now = last;
                    now.isBefore(Instant.parse("2026-12-31T12:00:00Z"));
                    now = now.plusSeconds(1_800)) {
                if (nightly.isDue(last, now)) {
                    runs++;
                    last = now;
                }
            }
            assertThat(runs).as(expression).isBetween(364, 366);
        }
    }

    @Test
    void saysWhatIsNoSchedule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse("every night", BERLIN))
                .withMessageContaining("'every night' is no schedule like '30 1 * * *'");
    }
}
