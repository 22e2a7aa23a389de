package dev.nilometer.worker.retention;

import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * Forgets facts, where somebody asked for that; history is kept for ever otherwise. Only what lies before the first hour
 * that is not sealed goes, and the instant up to which it is gone is written down with it, so that days are never merged
 * from hours that are no more. Not thread-safe.
 */
final class History {
    private static final String OLDEST_OPEN = "SELECT least(min(hour), now()) FROM ledger";
    private static final String ZONE = "SELECT time_zone FROM settings";

    private final Database database;

    History(Database database) {
        this.database = database;
    }

    void forget(Limits limits, PurgeResult result) throws SQLException {
        database.change(connection -> {
            ZoneId zone = ZoneId.of(text(connection, ZONE));
            LocalDate open = instant(connection, OLDEST_OPEN).atZone(zone).toLocalDate();
            long facts =
                    forget(connection, "hours_from", "granularity IN (0, 1)", first(limits.hourDays(), open, zone));
            facts += forget(connection, "days_from", "granularity = 2", first(limits.dayDays(), open, zone));
            facts += forget(connection, "weeks_from", "granularity = 3", first(limits.weekDays(), open, zone));
            result.forgot(facts);
        });
    }

    /** The Monday on which what is kept begins: weeks are whole in what is left, or wholly gone. */
    private static @Nullable Instant first(@Nullable Integer days, LocalDate open, ZoneId zone) {
        if (days == null) {
            return null;
        }
        LocalDate wanted = LocalDate.now(zone).minusDays(days);
        LocalDate first = wanted.isBefore(open) ? wanted : open;
        return first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(zone)
                .toInstant();
    }

    private static long forget(Connection connection, String column, String which, @Nullable Instant from)
            throws SQLException {
        if (from == null) {
            return 0;
        }
        Timestamp first = Timestamp.from(from);
        try (PreparedStatement move =
                        connection.prepareStatement("UPDATE settings SET " + column + " = ? WHERE " + column + " < ?");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM aggregates WHERE " + which + " AND bucket_time < ?")) {
            move.setTimestamp(1, first);
            move.setTimestamp(2, first);
            move.executeUpdate();
            delete.setTimestamp(1, first);
            return delete.executeLargeUpdate();
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getString(1);
        }
    }

    private static Instant instant(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
