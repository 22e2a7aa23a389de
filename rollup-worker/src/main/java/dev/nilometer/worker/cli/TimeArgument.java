package dev.nilometer.worker.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A point in time as people type it: a date, which begins where the installation's zone says, or an instant. Immutable. */
record TimeArgument(@Nullable LocalDate date, @Nullable Instant instant) {
    /** Throws {@link IllegalArgumentException} with what would be right. */
    static TimeArgument parse(String text) {
        try {
            return text.indexOf('T') < 0
                    ? new TimeArgument(LocalDate.parse(text), null)
                    : new TimeArgument(null, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a date like 2026-11-21 nor an instant like 2026-11-21T10:00:00Z", e);
        }
    }

    /** True for two dates and for two instants. */
    boolean isSameKindAs(TimeArgument other) {
        return (date == null) == (other.date == null);
    }

    /** The instant; a date begins where the zone says. */
    Instant in(ZoneId zone) {
        if (instant != null) {
            return instant;
        }
        if (date == null) {
            throw new IllegalStateException("neither date nor instant");
        }
        return date.atStartOfDay(zone).toInstant();
    }
}
