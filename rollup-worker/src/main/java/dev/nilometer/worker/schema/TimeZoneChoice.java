package dev.nilometer.worker.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;

/**
 * The zone that decides days, ISO weeks and 01:30. It can be changed until an hour is sealed; then the days that were
 * made by the old zone could not be made again. Stateless.
 */
public final class TimeZoneChoice {
    private TimeZoneChoice() {}

    /** The zone as it is stored. */
    public static String read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT time_zone FROM settings")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Throws {@link IllegalArgumentException} unless the text names a zone of the tz database; offsets are none. */
    public static void check(String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new IllegalArgumentException("'" + zone + "' is no time zone; one looks like Europe/Berlin or UTC");
        }
    }

    /** Stores the zone in a schema that holds nothing yet. The zone must have passed {@link #check}. */
    public static String sql(SchemaName schema, String zone) {
        return "UPDATE " + schema.quoted() + ".settings SET time_zone = '" + zone + "';\n";
    }

    /**
     * Stores the zone and lets every hour be rolled up again by it, in the caller's transaction (search_path: the
     * schema). Does nothing when it is stored already. False when it is too late.
     */
    public static boolean store(Connection connection, String zone) throws SQLException {
        String stored = read(connection);
        if (stored.equals(zone)) {
            return true;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE bucket_state IN SHARE ROW EXCLUSIVE MODE");
            if (anySealed(statement)) {
                return false;
            }
            statement.execute("UPDATE bucket_state SET counted = -1");
            statement.execute("TRUNCATE aggregates, actor_hours, actor_days, period_state");
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE settings SET time_zone = ?")) {
            update.setString(1, zone);
            update.executeUpdate();
        }
        return true;
    }

    private static boolean anySealed(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT EXISTS (SELECT FROM bucket_state WHERE sealed_at IS NOT NULL)")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
