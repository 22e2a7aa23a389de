package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Derives which days and weeks to merge: those that merged another count than their hours, or days, hold now, unless
 * those are forgotten; and days that have ended since they were merged, because they may be exact now. Reads two
 * narrow tables, one row for each hour and day of all history. Stateless.
 */
final class StalePeriods {
    private static final String HOURS = "SELECT hour, counted FROM bucket_state WHERE counted > 0";
    private static final String PERIODS = "SELECT bucket_time, counted FROM period_state WHERE granularity = ?";
    private static final String UNFINISHED = "SELECT bucket_time, merged_at, now() FROM period_state"
            + " WHERE granularity = 2 AND merged_at < bucket_time + interval '49 hours'";
    private static final String KNOW = "INSERT INTO period_state (granularity, bucket_time)"
            + " SELECT ?, unnest(?::timestamptz[]) ON CONFLICT DO NOTHING";

    private static final long NEVER = -1;

    private StalePeriods() {}

    /** The days to merge again, newest first. */
    static List<Span> days(Connection connection, Installation installation) throws SQLException {
        Calendar calendar = installation.calendar();
        Map<Span, Long> counted =
                new TreeMap<>(Comparator.comparing(Span::start).reversed());
        for (Map.Entry<Instant, Long> hour : hours(connection).entrySet()) {
            Span span = Calendar.hourOf(hour.getKey());
            Span first = calendar.dayOf(span.start());
            counted.merge(first, hour.getValue(), Long::sum);
            if (span.end().isAfter(first.end())) {
                counted.merge(calendar.dayOf(first.end()), hour.getValue(), Long::sum);
            }
        }
        Map<Instant, Long> merged = periods(connection, Granularity.DAY);
        merged.keySet().forEach(day -> counted.putIfAbsent(calendar.dayOf(day), 0L));
        unfinished(connection, calendar).forEach(day -> merged.put(day.start(), NEVER));
        return stale(connection, Granularity.DAY, counted, merged, installation.hoursFrom());
    }

    /** The weeks to merge again, newest first. */
    static List<Span> weeks(Connection connection, Installation installation) throws SQLException {
        Calendar calendar = installation.calendar();
        Map<Span, Long> counted =
                new TreeMap<>(Comparator.comparing(Span::start).reversed());
        periods(connection, Granularity.DAY)
                .forEach((day, count) -> counted.merge(calendar.weekOf(day), Math.max(0, count), Long::sum));
        return stale(
                connection, Granularity.WEEK, counted, periods(connection, Granularity.WEEK), installation.daysFrom());
    }

    private static List<Span> stale(
            Connection connection,
            Granularity granularity,
            Map<Span, Long> counted,
            Map<Instant, Long> merged,
            Instant partsFrom)
            throws SQLException {
        List<Span> stale = new ArrayList<>();
        counted.forEach((period, count) -> {
            boolean partsAreKept = !period.start().isBefore(partsFrom);
            if (partsAreKept && !count.equals(merged.getOrDefault(period.start(), 0L))) {
                stale.add(period);
            }
        });
        if (!stale.isEmpty()) {
            know(connection, granularity, stale);
        }
        return stale;
    }

    /** Days that were merged while they lasted, and are over. */
    private static List<Span> unfinished(Connection connection, Calendar calendar) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED)) {
            List<Span> days = new ArrayList<>();
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                Span day = calendar.dayOf(row.getTimestamp(1).toInstant());
                boolean over = !row.getTimestamp(3).toInstant().isBefore(day.end());
                if (over && row.getTimestamp(2).toInstant().isBefore(day.end())) {
                    days.add(day);
                }
            }
            return days;
        }
    }

    /** A period must have its row before it can be claimed. */
    static void know(Connection connection, Granularity granularity, List<Span> periods) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOW)) {
            statement.setShort(1, granularity.code());
            Object[] starts = periods.stream()
                    .map(period -> period.start().toString())
                    .sorted()
                    .toArray();
            statement.setArray(2, connection.createArrayOf("text", starts));
            statement.executeUpdate();
        }
    }

    private static Map<Instant, Long> hours(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOURS)) {
            return counts(statement);
        }
    }

    private static Map<Instant, Long> periods(Connection connection, Granularity granularity) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PERIODS)) {
            statement.setShort(1, granularity.code());
            return counts(statement);
        }
    }

    private static Map<Instant, Long> counts(PreparedStatement query) throws SQLException {
        Map<Instant, Long> counts = new TreeMap<>();
        ResultSet rows = query.executeQuery();
        while (rows.next()) {
            counts.put(rows.getTimestamp(1).toInstant(), rows.getLong(2));
        }
        return counts;
    }
}
