package dev.nilometer.worker.imports;

import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * An import's stream in the database. Its chunks are its positions. Immutable.
 *
 * @param number the stream's number in its rows
 * @param firstRun when its first run began
 */
record ImportStream(UUID id, int number, Instant firstRun) {
    private static final String HELLO =
            "SELECT stream_no FROM v1_hello(?, 'import', 'default', ?, ?, ?, '', '', now())";

    /** Registers it, or finds it. */
    static ImportStream hello(Database database, UUID id, String file, String host) throws SQLException {
        database.change(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(HELLO)) {
                statement.setObject(1, id);
                statement.setString(2, file);
                statement.setString(3, host);
                statement.setLong(4, ProcessHandle.current().pid());
                statement.execute();
            }
        });
        return database.transaction(connection -> read(connection, id));
    }

    private static ImportStream read(Connection connection, UUID id) throws SQLException {
        String sql =
                "SELECT stream_no, (extract(epoch FROM started_at) * 1000)::bigint FROM stream_registry WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new ImportStream(id, row.getInt(1), Instant.ofEpochMilli(row.getLong(2)));
            }
        }
    }

    /** The number of the last chunk that is stored; 0 for none. */
    long position(Database database) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT v1_position(?)")) {
                statement.setObject(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
