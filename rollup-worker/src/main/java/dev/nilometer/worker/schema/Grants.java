package dev.nilometer.worker.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The two roles beside the owner. Grants go to roles that exist; none is ever created here. Stateless. */
public enum Grants {
    /** Appends and calls v1 functions, nothing else. */
    AGENT("agent_grants.sql"),

    /** Selects from the views of the read contract. */
    READER("reader_grants.sql");

    private final String script;

    Grants(String script) {
        this.script = script;
    }

    /** Whether the server knows that role. */
    public static boolean roleExists(Connection connection, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, role);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Grants everything of this kind to a role; again changes nothing. Runs inside the caller's transaction, behind two
     * locks, because two GRANTs on one object at once would fail one of them, and so would an agent that makes a
     * partition of it (the lock that day_partitions takes).
     */
    public void grant(Connection connection, SchemaName schema, String role) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(x'4e696c6f'::bigint << 32)");
            String partitions = "'" + schema.quoted() + ".sample_rows'::regclass::oid::bigint";
            statement.execute("SELECT pg_advisory_xact_lock(x'4e696c6f'::bigint << 32 | " + partitions + ")");
            statement.execute(sql(schema, role));
        }
    }

    /** The statements, for a DBA to read first. */
    public String sql(SchemaName schema, String role) {
        String quoted = '"' + role.replace("\"", "\"\"") + '"';
        return Scripts.filled(script, Map.of("schema", schema.quoted(), "role", quoted));
    }
}
