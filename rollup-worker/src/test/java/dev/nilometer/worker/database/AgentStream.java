package dev.nilometer.worker.database;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Speaks the v1 protocol as an agent does: hello, registration, COPY, commit. One connection, one thread. */
public final class AgentStream implements AutoCloseable {
    private final Connection connection;
    private final UUID id;
    private final int number;

    private AgentStream(Connection connection, UUID id, int number) {
        this.connection = connection;
        this.id = id;
        this.number = number;
    }

    /** A new stream of service "mail", environment "test". */
    public static AgentStream hello(Connection connection) throws SQLException {
        return hello(connection, UUID.randomUUID());
    }

    /** A stream that may have been here before. */
    public static AgentStream hello(Connection connection, UUID id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT stream_no FROM nilometer.v1_hello('" + id
                    + "', 'mail', 'test', 'host:1', 'host', 1, '0.1', '1.0', now())");
            row.next();
            return new AgentStream(connection, id, row.getInt(1));
        }
    }

    public UUID id() {
        return id;
    }

    public int number() {
        return number;
    }

    /** Registers series of one metric, labels_key by labels_key; labels are made of it. */
    public List<Integer> series(String metricType, List<String> labelsKeys) throws SQLException {
        String[] labels = labelsKeys.stream()
                .map(key -> "{\"" + key.replace(":", "\":\"").replace(",", "\",\"") + "\"}")
                .map(json -> json.equals("{\"\"}") ? "{}" : json)
                .toArray(String[]::new);
        return ids(
                "SELECT nilometer.v1_series(?, ?, ?, ?)",
                labelsKeys.stream().map(key -> metricType).toArray(String[]::new),
                labelsKeys.toArray(String[]::new),
                labels);
    }

    /** Registers one group. */
    public int group(String actor, String queue, String status, String errorType) throws SQLException {
        return ids(
                        "SELECT nilometer.v1_groups(?, ?, ?, ?, ?)",
                        new String[] {actor},
                        new String[] {queue},
                        new String[] {status},
                        new String[] {errorType})
                .get(0);
    }

    private List<Integer> ids(String sql, String[]... columns) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(sql)) {
            call.setObject(1, id);
            for (int i = 0; i < columns.length; i++) {
                call.setArray(i + 2, connection.createArrayOf("text", columns[i]));
            }
            ResultSet row = call.executeQuery();
            row.next();
            List<Integer> ids = new ArrayList<>();
            for (Object value : (Object[]) row.getArray(1).getArray()) {
                ids.add((Integer) value);
            }
            return ids;
        }
    }

    /** COPY of text rows: columns separated by tabs, \N for NULL, the stream's number appended. */
    public void copy(String targetAndColumns, List<String> rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\t').append(number).append('\n'));
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY nilometer." + targetAndColumns + " FROM STDIN", new StringReader(text.toString()));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** COPY of samples: at, value, execution_id, series_id. */
    public void copySamples(List<String> rows) throws SQLException {
        copy("sample_rows (at, value, execution_id, series_id, stream_no)", rows);
    }

    /** Commits one hour's increments; totals say the same. */
    public void commit(long expected, long last, Instant at, long rows, long sketched) throws SQLException {
        commit(
                expected,
                last,
                at,
                rows,
                sketched,
                "{\"kind\":\"sample\",\"recorded\":" + (rows + sketched) + ",\"rows\":" + rows + ",\"sketched\":"
                        + sketched + ",\"in_flight\":0,\"dropped\":{}}");
    }

    public void commit(long expected, long last, Instant at, long rows, long sketched, String totals)
            throws SQLException {
        try (PreparedStatement call =
                connection.prepareStatement("SELECT * FROM nilometer.v1_commit(?, ?, ?, ?, ?, ?, ?::jsonb[])")) {
            call.setObject(1, id);
            call.setLong(2, expected);
            call.setLong(3, last);
            call.setArray(4, array("timestamptz", Timestamp.from(at.truncatedTo(ChronoUnit.HOURS))));
            call.setArray(5, array("bigint", rows));
            call.setArray(6, array("bigint", sketched));
            call.setArray(7, array("text", totals));
            call.executeQuery();
        }
    }

    private Array array(String type, Object value) throws SQLException {
        return connection.createArrayOf(type, new Object[] {value});
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
