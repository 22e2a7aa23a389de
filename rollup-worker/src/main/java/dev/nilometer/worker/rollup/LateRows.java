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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds late rows and brings them home. Those of an hour that is not sealed move into the tables of their day, with their
 * ledger entry, in the transaction that claims the hour; so each is counted once, whenever the worker stops, and none can
 * slip into a day that a purge seals meanwhile. Works inside the caller's transactions. Stateless.
 */
final class LateRows {
    private static final String HOURS = Arrays.stream(Target.values())
            .map(target ->
                    "SELECT DISTINCT date_trunc('hour', " + target.instant() + ", 'UTC') AS hour FROM " + target.late())
            .collect(Collectors.joining(" UNION ", "SELECT hour FROM (", ") h ORDER BY hour DESC"));
    private static final String KNOW = "INSERT INTO bucket_state (hour) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String CLAIM = "SELECT sealed_at IS NULL FROM bucket_state WHERE hour = ? FOR UPDATE";
    private static final String MAKE_DAY = "SELECT day_partitions(ARRAY[?::date])";

    private LateRows() {}

    /** The hours that have late rows, newest first. */
    static List<Instant> hours(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<Instant> hours = new ArrayList<>();
            ResultSet rows = statement.executeQuery(HOURS);
            while (rows.next()) {
                hours.add(rows.getTimestamp(1).toInstant());
            }
            return hours;
        }
    }

    /** Makes what an hour needs before its late rows can be claimed: its state, and its day unless that is sealed. */
    static void prepare(Connection connection, Instant hour) throws SQLException {
        try (PreparedStatement know = connection.prepareStatement(KNOW)) {
            know.setTimestamp(1, Timestamp.from(hour));
            know.executeUpdate();
        }
        if (claimUnsealed(connection, hour)) {
            try (PreparedStatement make = connection.prepareStatement(MAKE_DAY)) {
                make.setObject(1, DayTables.of(hour).date());
                make.execute();
            }
        }
    }

    /** Claims the hour for the transaction; false when its rows are gone. */
    static boolean claimUnsealed(Connection connection, Instant hour) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setTimestamp(1, Timestamp.from(hour));
            ResultSet row = claim.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    /** Moves all late rows of a claimed hour into the tables of their day. */
    static void bringHome(Connection connection, Instant hour) throws SQLException {
        Span span = Calendar.hourOf(hour);
        DayTables day = DayTables.of(hour);
        try (Statement statement = connection.createStatement()) {
            for (Target target : Target.values()) {
                statement.execute(move(target, day.name(target), span));
            }
        }
    }

    /** Deletes all late rows of a claimed hour, which were merged into its facts. */
    static void delete(Connection connection, Span hour) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Target target : Target.values()) {
                statement.execute(
                        "DELETE FROM " + target.late() + " WHERE " + HourReader.within(target.instant(), hour));
            }
        }
    }

    private static String move(Target target, String home, Span hour) {
        return "WITH gone AS (DELETE FROM " + target.late() + " WHERE " + HourReader.within(target.instant(), hour)
                + " RETURNING *), noted AS (INSERT INTO ledger AS l (hour, stream_no, rows, sketched)"
                + " SELECT date_trunc('hour', " + target.instant() + ", 'UTC') AS hour, stream_no, " + target.rows()
                + ", " + target.sketched() + " FROM gone GROUP BY 1, 2 ORDER BY 1, 2 ON CONFLICT (hour, stream_no)"
                + " DO UPDATE SET rows = l.rows + excluded.rows, sketched = l.sketched + excluded.sketched)"
                + " INSERT INTO " + home + " SELECT * FROM gone";
    }
}
