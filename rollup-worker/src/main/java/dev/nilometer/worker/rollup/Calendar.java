package dev.nilometer.worker.rollup;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Days and ISO weeks of the installation's zone. Hours are always UTC hours; in a zone whose offset ever leaves whole
 * hours, days are made of quarters of an hour instead, so that every instant falls into exactly one of each.
 * Immutable.
 */
final class Calendar {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int QUARTERS = 4;

    private final ZoneId zone;
    private final boolean quartered;

    Calendar(ZoneId zone) {
        this.zone = zone;
        this.quartered = leavesWholeHours(zone.getRules());
    }

    /** True when facts are kept by quarters beside hours, and days merge the quarters. */
    boolean quartered() {
        return quartered;
    }

    /** What days are made of. */
    Granularity base() {
        return quartered ? Granularity.QUARTER : Granularity.HOUR;
    }

    /** The UTC hour that holds this instant. */
    static Span hourOf(Instant instant) {
        return Span.starting(instant.truncatedTo(ChronoUnit.HOURS), HOUR);
    }

    /** What days are made of, within one UTC hour: that hour, or its quarters. */
    List<Span> partsOf(Span hour) {
        return quartered
                ? IntStream.range(0, QUARTERS)
                        .mapToObj(i -> Span.starting(hour.start().plus(QUARTER.multipliedBy(i)), QUARTER))
                        .toList()
                : List.of(hour);
    }

    /** The day that holds this instant: 23, 24 or 25 hours, or whatever the zone made of it. */
    Span dayOf(Instant instant) {
        LocalDate date = dateOf(instant);
        return new Span(startOf(date), startOf(date.plusDays(1)));
    }

    /** The ISO week, Monday to Sunday, that holds this instant. */
    Span weekOf(Instant instant) {
        LocalDate monday = dateOf(instant).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Span(startOf(monday), startOf(monday.plusWeeks(1)));
    }

    /**
     * The date of the day that holds this instant. A clock that is put back across midnight shows yesterday's date once
     * more (St. John's did at 00:01); what comes after a date first began stays with that date.
     */
    LocalDate dateOf(Instant instant) {
        LocalDate shown = instant.atZone(zone).toLocalDate();
        LocalDate next = shown.plusDays(1);
        return instant.isBefore(startOf(next)) ? shown : next;
    }

    /** The first instant of a date; where the zone skipped it, the first instant after it. */
    Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    private static boolean leavesWholeHours(ZoneRules rules) {
        if (isFractional(rules.getOffset(Instant.EPOCH)) || isFractional(rules.getOffset(Instant.now()))) {
            return true;
        }
        for (ZoneOffsetTransition transition : rules.getTransitions()) {
            if (transition.getInstant().isAfter(Instant.EPOCH) && isFractional(transition.getOffsetAfter())) {
                return true;
            }
        }
        return rules.getTransitionRules().stream().anyMatch(rule -> isFractional(rule.getOffsetAfter()));
    }

    private static boolean isFractional(ZoneOffset offset) {
        return offset.getTotalSeconds() % HOUR.toSeconds() != 0;
    }
}
