package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2041-01-01T00:00:00Z");

    /** Each transition of 2000 to 2040 in every zone, to the last nanosecond before it, and random instants. */
    @Test
    void putsEveryInstantIntoExactlyOneHourDayAndWeek() {
        Random random = new Random(1);
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            Calendar calendar = new Calendar(zone);
            for (Instant near : instants(zone.getRules(), random)) {
                for (Instant instant : List.of(near.minusNanos(1), near, near.plusSeconds(1_799))) {
                    liesInOneOfEach(id, calendar, instant);
                }
            }
        }
    }

    private static List<Instant> instants(ZoneRules rules, Random random) {
        List<Instant> instants = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(FIRST);
        while (next != null && next.getInstant().isBefore(LAST)) {
            instants.add(next.getInstant());
            next = rules.nextTransition(next.getInstant());
        }
        for (int i = 0; i < 20; i++) {
            instants.add(FIRST.plusSeconds((long) (random.nextDouble() * 1_290_000_000)));
        }
        return instants;
    }

    private static void liesInOneOfEach(String id, Calendar calendar, Instant instant) {
        Span day = calendar.dayOf(instant);
        Span week = calendar.weekOf(instant);
        assertThat(Calendar.hourOf(instant).contains(instant)).isTrue();
        assertThat(day.contains(instant)).as("%s: %s in %s", id, instant, day).isTrue();
        assertThat(week.contains(instant)).as("%s: %s in %s", id, instant, week).isTrue();
        assertThat(week.start()).isBeforeOrEqualTo(day.start());
        assertThat(week.end()).isAfterOrEqualTo(day.end());
        // Neighbours touch: nothing lies between, nothing in both.
        assertThat(calendar.dayOf(day.end()).start()).as("%s after %s", id, day).isEqualTo(day.end());
        assertThat(calendar.dayOf(day.start().minusNanos(1)).end())
                .as("%s before %s", id, day)
                .isEqualTo(day.start());
        assertThat(calendar.weekOf(week.end()).start())
                .as("%s after %s", id, week)
                .isEqualTo(week.end());
        assertThat(Duration.between(week.start(), week.end()).toHours()).isBetween(140L, 172L);
        // Days are made of whole base spans.
        long base = calendar.quartered() ? 900 : 3_600;
        assertThat(day.start().getEpochSecond() % base).as("%s: %s", id, day).isZero();
    }

    @Test
    void knowsDaysOf23And25HoursAndTheDayThatNeverWas() {
        Calendar berlin = new Calendar(ZoneId.of("Europe/Berlin"));
        assertThat(hours(berlin.dayOf(Instant.parse("2026-03-29T12:00:00Z")))).isEqualTo(23);
        assertThat(hours(berlin.dayOf(Instant.parse("2026-10-25T12:00:00Z")))).isEqualTo(25);
        Calendar samoa = new Calendar(ZoneId.of("Pacific/Apia"));
        Instant thursday = Instant.parse("2011-12-30T09:59:59Z");
        assertThat(samoa.dateOf(thursday)).isEqualTo(LocalDate.of(2011, 12, 29));
        assertThat(samoa.dateOf(samoa.dayOf(thursday).end())).isEqualTo(LocalDate.of(2011, 12, 31));
    }

    @Test
    void beginsIsoWeeksOnMondaysAcrossYears() {
        Calendar utc = new Calendar(ZoneId.of("UTC"));
        Span week = utc.weekOf(Instant.parse("2027-01-02T12:00:00Z"));
        assertThat(utc.dateOf(week.start())).isEqualTo(LocalDate.of(2026, 12, 28));
        assertThat(utc.dateOf(week.start()).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    }

    @Test
    void takesQuartersOnlyWhereTheZoneLeavesWholeHours() {
        assertThat(new Calendar(ZoneId.of("Asia/Kolkata")).quartered()).isTrue();
        assertThat(new Calendar(ZoneId.of("Australia/Lord_Howe")).quartered()).isTrue();
        assertThat(new Calendar(ZoneId.of("Asia/Kathmandu")).quartered()).isTrue();
        assertThat(new Calendar(ZoneId.of("Europe/Berlin")).quartered()).isFalse();
        assertThat(new Calendar(ZoneId.of("UTC")).base()).isEqualTo(Granularity.HOUR);
    }

    private static long hours(Span span) {
        return Duration.between(span.start(), span.end()).toHours();
    }
}
