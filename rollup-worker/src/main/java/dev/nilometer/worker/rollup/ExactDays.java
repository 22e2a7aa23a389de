package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.DayTables.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a day that has ended the percentiles of its rows instead of those of its sketch: for every group all of whose
 * records kept their row, as long as none of its hours is sealed and they are not too many. Count, sum, min and max stay
 * those that were merged. Works inside the caller's transaction. Thread-safe.
 */
final class ExactDays {
    private static final String HOURS = "SELECT hour, counted, sealed_at IS NULL, now() >= ? FROM bucket_state"
            + " WHERE hour > ?::timestamptz - interval '1 hour' AND hour < ? AND counted <> 0";
    private static final String MISSING = "SELECT count(*) FROM unnest(?::text[]) name WHERE to_regclass(name) IS NULL";
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String AGAIN = "40001";

    private final Dictionaries dictionaries;
    private final Dimensions dimensions;
    private final DayValues kept;
    private final int maxValues;

    /** @param maxValues records of one day at most */
    ExactDays(Dictionaries dictionaries, Dimensions dimensions, DayValues kept, int maxValues) {
        this.dictionaries = dictionaries;
        this.dimensions = dimensions;
        this.kept = kept;
        this.maxValues = maxValues;
    }

    /** The facts of a day, exact where that can be; its hours are asked for only where they are not at hand. */
    List<Fact> facts(Connection connection, Span day, Merged hoursMerged) throws SQLException {
        Map<Instant, Long> hours = hours(connection, day);
        if (hours == null) {
            return keepSharp(connection, day, hoursMerged.read());
        }
        HourFold values = kept.take(day, hours, maxValues);
        if (values != null) {
            return values.facts(dimensions);
        }
        List<Fact> merged = hoursMerged.read();
        if (merged.stream().anyMatch(fact -> fact.sketched() == 0)) {
            values = read(connection, day, hours.keySet());
        }
        return values == null ? keepSharp(connection, day, merged) : values.sharpen(merged, dimensions);
    }

    /** Reads what the hours of a day make together. */
    @FunctionalInterface
    interface Merged {
        List<Fact> read() throws SQLException;
    }

    /** What was exact and got no record since stays exact, though its rows may be gone. */
    private static List<Fact> keepSharp(Connection connection, Span day, List<Fact> merged) throws SQLException {
        Map<Group, Fact> facts = new HashMap<>();
        merged.forEach(fact -> facts.put(fact.group(), fact));
        StoredFacts.exactOfDay(
                connection,
                day.start(),
                (group, count, percentiles) -> facts.computeIfPresent(
                        group, (same, fact) -> fact.count() == count ? fact.sharpened(percentiles) : fact));
        return List.copyOf(facts.values());
    }

    /** What each hour of the day counted; null when the day cannot be exact. */
    private @Nullable Map<Instant, Long> hours(Connection connection, Span day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOURS)) {
            statement.setTimestamp(1, Timestamp.from(day.end()));
            statement.setTimestamp(2, Timestamp.from(day.start()));
            statement.setTimestamp(3, Timestamp.from(day.end()));
            ResultSet row = statement.executeQuery();
            Map<Instant, Long> hours = new HashMap<>();
            long records = 0;
            while (row.next()) {
                hours.put(row.getTimestamp(1).toInstant(), row.getLong(2));
                records += row.getLong(2);
                if (!row.getBoolean(3) || !row.getBoolean(4) || records > maxValues) {
                    return null;
                }
            }
            return hours;
        }
    }

    /** Null when the tables of these hours, the ones with records, are not all there. */
    private @Nullable HourFold read(Connection connection, Span day, Set<Instant> hours) throws SQLException {
        List<Span> parts = byUtcDay(day).stream()
                .filter(part -> hours.stream().anyMatch(hour -> overlap(Calendar.hourOf(hour), part)))
                .toList();
        List<String> tables = new ArrayList<>();
        for (Span part : parts) {
            tables.add(DayTables.of(part.start()).name(Target.SAMPLE_ROWS));
            tables.add(DayTables.of(part.start()).name(Target.EXECUTION_ROWS));
        }
        if (!hold(connection, tables)) {
            return null;
        }
        HourReader reader = new HourReader(connection, dictionaries, maxValues);
        for (Span part : parts) {
            reader.readRows(part);
        }
        return reader.fold().spilled() ? null : reader.fold();
    }

    /** Locks the tables, so that no purge drops them meanwhile: a snapshot does not protect from that. */
    private static boolean hold(Connection connection, List<String> tables) throws SQLException {
        try (PreparedStatement missing = connection.prepareStatement(MISSING);
                Statement lock = connection.createStatement()) {
            missing.setArray(1, connection.createArrayOf("text", tables.toArray()));
            ResultSet row = missing.executeQuery();
            row.next();
            if (row.getInt(1) > 0) {
                return false;
            }
            lock.execute("LOCK TABLE " + String.join(", ", tables) + " IN ACCESS SHARE MODE");
            return true;
        } catch (SQLException e) {
            throw NO_SUCH_TABLE.equals(e.getSQLState()) ? new SQLException(e.getMessage(), AGAIN, e) : e;
        }
    }

    private static boolean overlap(Span one, Span other) {
        return one.start().isBefore(other.end()) && other.start().isBefore(one.end());
    }

    private static List<Span> byUtcDay(Span day) {
        List<Span> parts = new ArrayList<>();
        for (Instant start = day.start(); start.isBefore(day.end()); ) {
            Instant midnight = DayTables.of(start).span().end();
            Instant end = midnight.isBefore(day.end()) ? midnight : day.end();
            parts.add(new Span(start, end));
            start = end;
        }
        return parts;
    }
}
