package dev.nilometer.worker.retention;

import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;

/**
 * Writes into one old day as an agent does that does not know yet that the day is over: into its partition with the
 * ledger, and into late_* once it is refused. One thread.
 */
final class LateWriter implements AutoCloseable {
    private static final int ROWS = 3;

    private final Connection connection;
    private final UUID id = UUID.randomUUID();
    private final int stream;
    private final int series;
    private final Random random;
    private long position;
    private long written;
    private long late;

    LateWriter(TestDatabase database, long seed) throws SQLException {
        this.random = new Random(seed);
        this.connection = database.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SET search_path = nilometer");
        stream = number("SELECT stream_no FROM v1_hello('" + id + "', 'mail', 'test', 'h:1', 'h', 1, '1', '1', now())");
        series = number("SELECT (v1_series('" + id + "', '{event}', '{event:a}', ARRAY['{\"event\":\"a\"}']))[1]");
        connection.commit();
    }

    private int number(String sql) throws SQLException {
        var row = connection.createStatement().executeQuery(sql);
        row.next();
        return row.getInt(1);
    }

    /** One transaction of an agent; whatever it says is stored is stored. */
    void write(Instant day) throws SQLException {
        Instant at = day.plus(random.nextInt(7_200), ChronoUnit.SECONDS);
        try {
            insert("sample_rows", at);
            commit(at.truncatedTo(ChronoUnit.HOURS));
        } catch (SQLException e) {
            connection.rollback();
            if (!"23514".equals(e.getSQLState())) {
                throw e;
            }
            insert("late_sample_rows", at);
            commit(null);
            late += ROWS;
        }
        written += ROWS;
    }

    private void insert(String table, Instant at) throws SQLException {
        String sql = "INSERT INTO " + table + " (at, value, series_id, stream_no) SELECT ?::timestamptz, n, ?, ?"
                + " FROM generate_series(1, ?) n";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, at.toString());
            statement.setInt(2, series);
            statement.setInt(3, stream);
            statement.setInt(4, ROWS);
            statement.executeUpdate();
        }
    }

    private void commit(Instant hour) throws SQLException {
        String hours =
                hour == null ? "'{}', '{}', '{}'" : "ARRAY['" + hour + "'::timestamptz], '{" + ROWS + "}', '{0}'";
        long total = written + ROWS;
        connection
                .createStatement()
                .execute("SELECT v1_commit('" + id + "', " + position + ", " + (position + 1) + ", " + hours
                        + ", ARRAY['{\"kind\": \"sample\", \"recorded\": " + total + ", \"rows\": " + total
                        + ", \"sketched\": 0, \"in_flight\": 0}'::jsonb])");
        connection.commit();
        position++;
    }

    /** Records written so far. */
    long written() {
        return written;
    }

    /** How many of them came when their day was closed. */
    long late() {
        return late;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
