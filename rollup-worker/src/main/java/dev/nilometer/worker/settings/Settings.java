package dev.nilometer.worker.settings;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and changes the one row of settings. Stateless but for the database; safe from every thread. */
public final class Settings {
    private final Database database;

    public Settings(Database database) {
        this.database = database;
    }

    /** What {@code KEY=VALUE} words ask for. Throws {@link IllegalArgumentException} at the first that cannot be. */
    public static Map<SettingKey, @Nullable String> parse(List<String> assignments) {
        Map<SettingKey, @Nullable String> changes = new EnumMap<>(SettingKey.class);
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            SettingKey key = SettingKey.named(equals < 0 ? assignment : assignment.substring(0, equals));
            if (equals < 0) {
                throw new IllegalArgumentException(key.key() + " needs a value: " + key.key() + "=…");
            }
            changes.put(key, key.parse(assignment.substring(equals + 1)));
        }
        return changes;
    }

    /** All of them or none, in one transaction; agents learn of them with their next commit. */
    public void change(Map<SettingKey, @Nullable String> changes) throws SQLException {
        database.change(connection -> {
            for (Map.Entry<SettingKey, @Nullable String> change : changes.entrySet()) {
                set(connection, change.getKey(), change.getValue());
            }
        });
    }

    private static void set(Connection connection, SettingKey key, @Nullable String value) throws SQLException {
        String sql = "UPDATE settings SET " + key.column() + " = ?::" + key.sqlType();
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, value);
            update.executeUpdate();
        }
    }

    /** The settings as they are, by key, as people would type them. */
    public Map<String, String> read() throws SQLException {
        String sql = """
                SELECT raw_max_bytes, rows_days::text AS rows_days, coalesce(raw_per_second::text, 'none') AS raw_per_second,
                       send_interval_ms || 'ms' AS send_interval, enabled::text AS enabled,
                       array_to_string(dimensions, ',') AS dimensions
                FROM settings""";
        Map<String, @Nullable Object> row =
                database.transaction(connection -> Rows.read(connection, sql).get(0));
        Map<String, String> values = new LinkedHashMap<>();
        for (SettingKey key : SettingKey.values()) {
            Object value = row.get(key.key());
            values.put(key.key(), value instanceof Long bytes ? Units.bytes(bytes) : String.valueOf(value));
        }
        return values;
    }
}
