package dev.nilometer.worker.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * Reads instants as ISO 8601 and PostgreSQL write them, and refuses those that no import may have: before 1970, or later
 * than the database took them from an agent on the day of the import's first run. Immutable.
 */
final class Instants {
    /** As {@code accept_until()} in SQL. */
    private static final int DAYS_AHEAD = 4;

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .optionalEnd()
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm", "Z")
            .toFormatter();

    private final Instant until;

    Instants(Instant firstRun) {
        this.until = firstRun.truncatedTo(ChronoUnit.DAYS).plus(DAYS_AHEAD, ChronoUnit.DAYS);
    }

    /** Microseconds since 1970 UTC. */
    long micros(Columns line) throws BadLine {
        String text = line.required("recorded_at").strip();
        Instant at = parse(text);
        if (at.isBefore(Instant.EPOCH)) {
            throw new BadLine("recorded_at lies before 1970: " + Columns.shown(text));
        }
        if (!at.isBefore(until)) {
            throw new BadLine("recorded_at lies in the future: " + Columns.shown(text));
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant parse(String text) throws BadLine {
        try {
            return OffsetDateTime.parse(text, FORMAT)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new BadLine(
                    "recorded_at is no instant with its offset, like 2026-11-21T10:00:00Z: " + Columns.shown(text));
        }
    }
}
