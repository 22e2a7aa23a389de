package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import java.sql.SQLException;

/** Tells a schema of ours from one that is missing or somebody else's. Stateless. */
final class SchemaCheck {
    private SchemaCheck() {}

    /** Throws {@link Failure} with the way out unless migrate has been here. */
    static void require(Database database) throws SQLException {
        if (!isOurs(database)) {
            throw new Failure("schema " + database.schema() + " is not there; run migrate first (or name another with"
                    + " --db-schema)");
        }
    }

    static boolean isOurs(Database database) throws SQLException {
        String schema = database.schema().quoted();
        String sql = "SELECT count(*) WHERE to_regclass(?) IS NOT NULL AND to_regclass(?) IS NOT NULL";
        return database.transaction(
                        connection -> Rows.number(connection, sql, schema + ".settings", schema + ".stream_registry"))
                == 1;
    }
}
