package dev.nilometer.worker.retention;

import dev.nilometer.worker.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Puts an archived day back: its rows can be read through the views until a given day, and the next purge after it takes
 * them again. History does not change. One transaction for each day. Not thread-safe.
 */
public final class Restore {
    private static final String KEEP =
            "UPDATE purged_days SET restored_until = ? WHERE day = ? AND restored_until IS NULL";

    private final Database database;

    public Restore(Database database) {
        this.database = database;
    }

    /** Restores the day of a manifest; answers how many rows. Throws IOException with a sentence for people. */
    public long day(Path manifest, LocalDate day, LocalDate keepUntil) throws IOException, SQLException {
        try {
            return database.transaction(connection -> restore(connection, manifest, day, keepUntil));
        } catch (SQLException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            throw e;
        }
    }

    private long restore(Connection connection, Path manifest, LocalDate day, LocalDate keepUntil) throws SQLException {
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setObject(1, keepUntil);
            keep.setObject(2, day);
            if (keep.executeUpdate() == 0) {
                throw new IOException("day " + day + " was not purged here, or is restored already");
            }
            return Archive.restore(connection, manifest, new Partitions(database));
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "NL011", e);
        }
    }
}
