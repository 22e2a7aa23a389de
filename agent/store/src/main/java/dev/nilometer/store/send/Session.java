package dev.nilometer.store.send;

import dev.nilometer.model.GroupKey;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.store.Identity;
import dev.nilometer.store.Postgres;
import dev.nilometer.store.copy.CopyRows;
import dev.nilometer.store.copy.JsonText;
import dev.nilometer.store.spool.StreamHeader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One connection and the statements an agent's role may run on it: the v1 functions and COPY. Every step is watched.
 * No session state: nothing is SET, nothing stays prepared. nilometer-send alone.
 */
final class Session implements AutoCloseable {
    private final Postgres driver;
    private final Connection connection;
    private final String schema;
    private final Watchdog watchdog;

    Session(Postgres driver, Connection connection, String quotedSchema, Watchdog watchdog) {
        this.driver = driver;
        this.connection = connection;
        this.schema = quotedSchema;
        this.watchdog = watchdog;
    }

    /** Registers the stream, or finds it. */
    Greeting hello(StreamHeader header) throws SQLException {
        String sql = "SELECT stream_no, \"position\", " + Steering.COLUMNS + " FROM " + schema
                + ".v1_hello(?::uuid, ?, ?, ?, ?, ?::bigint, ?, ?, " + Steering.INSTANT + ")";
        Identity identity = header.identity();
        return step(sql, statement -> {
            statement.setString(1, header.stream().toString());
            statement.setString(2, identity.service());
            statement.setString(3, identity.environment());
            statement.setString(4, identity.instance());
            statement.setString(5, identity.host());
            statement.setLong(6, identity.pid());
            statement.setString(7, identity.agentVersion());
            statement.setString(8, identity.serviceVersion());
            statement.setLong(9, identity.startedAtMicros());
            ResultSet row = only(statement);
            return new Greeting(row.getInt(1), row.getLong(2), Steering.read(row, 3));
        });
    }

    /** The ids of these series, in their order. */
    int[] series(UUID stream, List<SeriesKey> keys) throws SQLException {
        return step("SELECT " + schema + ".v1_series(?::uuid, ?, ?, ?)", statement -> {
            statement.setString(1, stream.toString());
            statement.setArray(2, texts(keys, SeriesKey::metric));
            statement.setArray(3, texts(keys, SeriesKey::labelsKey));
            statement.setArray(4, texts(keys, key -> JsonText.object(key.labels())));
            return ids(statement, keys.size());
        });
    }

    /** The ids of these groups, in their order. */
    int[] groups(UUID stream, List<GroupKey> keys) throws SQLException {
        return step("SELECT " + schema + ".v1_groups(?::uuid, ?, ?, ?, ?)", statement -> {
            statement.setString(1, stream.toString());
            statement.setArray(2, texts(keys, GroupKey::actor));
            statement.setArray(3, texts(keys, GroupKey::queue));
            statement.setArray(4, texts(keys, GroupKey::status));
            statement.setArray(5, texts(keys, GroupKey::errorType));
            return ids(statement, keys.size());
        });
    }

    private <K> Array texts(List<K> keys, Function<K, String> part) throws SQLException {
        List<String> texts = new ArrayList<>(keys.size());
        for (K key : keys) {
            texts.add(part.apply(key));
        }
        return connection.createArrayOf("text", texts.toArray());
    }

    private static int[] ids(PreparedStatement statement, int count) throws SQLException {
        Integer[] boxed = (Integer[]) only(statement).getArray(1).getArray();
        int[] ids = new int[count];
        for (int i = 0; i < count && i < boxed.length; i++) {
            ids[i] = boxed[i] == null ? 0 : boxed[i];
        }
        return ids;
    }

    /** Sends rows in the current transaction. */
    long copy(CopyRows rows, int from, int to) throws SQLException {
        return copy(rows, from, to, () -> {});
    }

    /** Sends rows in the current transaction; {@code meanwhile} is done when all are on their way, and must be short. */
    long copy(CopyRows rows, int from, int to, Runnable meanwhile) throws SQLException {
        watchdog.enter(connection);
        try {
            return driver.copy(connection, schema, rows, from, to, meanwhile);
        } finally {
            watchdog.leave();
        }
    }

    /** Moves the position from expected to last; the last statement of a delivery. */
    FleetSettings commitFrames(UUID stream, long expected, long last, HourSums hours, String[] totals)
            throws SQLException {
        String sql = "SELECT " + Steering.COLUMNS + " FROM " + schema
                + ".v1_commit(?::uuid, ?::bigint, ?::bigint, ?::text[]::timestamptz[], ?, ?, ?::text[]::jsonb[])";
        return step(sql, statement -> {
            statement.setString(1, stream.toString());
            statement.setLong(2, expected);
            statement.setLong(3, last);
            statement.setArray(4, connection.createArrayOf("text", hours.starts()));
            statement.setArray(5, connection.createArrayOf("int8", hours.rows()));
            statement.setArray(6, connection.createArrayOf("int8", hours.sketched()));
            statement.setArray(7, connection.createArrayOf("text", totals));
            return Steering.read(only(statement), 1);
        });
    }

    /** Tells the database to do without some frames. A transaction of its own. */
    void gap(UUID stream, long expected, long last, String reason, long records) throws SQLException {
        step("SELECT " + schema + ".v1_gap(?::uuid, ?::bigint, ?::bigint, ?, ?::bigint)", statement -> {
            statement.setString(1, stream.toString());
            statement.setLong(2, expected);
            statement.setLong(3, last);
            statement.setString(4, reason);
            statement.setLong(5, records);
            return only(statement);
        });
    }

    /** Sets one row aside, in the current transaction. */
    void reject(UUID stream, Rejection rejection) throws SQLException {
        step("SELECT " + schema + ".v1_reject(?::uuid, ?, ?, ?)", statement -> {
            statement.setString(1, stream.toString());
            statement.setString(2, rejection.target());
            statement.setString(3, rejection.reason());
            statement.setString(4, rejection.content());
            return only(statement);
        });
    }

    /** Makes what is missing of these days (ISO dates, UTC). A transaction of its own. */
    void partitions(List<String> days) throws SQLException {
        step("SELECT " + schema + ".v1_partitions(?::text[]::date[])", statement -> {
            statement.setArray(1, connection.createArrayOf("text", days.toArray()));
            return only(statement);
        });
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        watchdog.enter(connection);
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } finally {
            watchdog.leave();
        }
    }

    /** Undoes the transaction under way, if there is one. */
    void rollback() throws SQLException {
        if (!connection.getAutoCommit()) {
            watchdog.enter(connection);
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } finally {
                watchdog.leave();
            }
        }
    }

    boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private <T> T step(String sql, Step<T> step) throws SQLException {
        watchdog.enter(connection);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return step.run(statement);
        } finally {
            watchdog.leave();
        }
    }

    private static ResultSet only(PreparedStatement statement) throws SQLException {
        ResultSet row = statement.executeQuery();
        if (!row.next()) {
            throw new SQLException("the function gave no row", "02000");
        }
        return row;
    }

    @Override
    public void close() {
        watchdog.enter(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            Watchdog.abort(connection);
        } finally {
            watchdog.leave();
        }
    }

    /** What is done with one statement. */
    private interface Step<T> {
        T run(PreparedStatement statement) throws SQLException;
    }
}
