package dev.nilometer.worker.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads small answers whole, column by column in their order, for printing. Not for tables of unknown size. */
public final class Rows {
    private Rows() {}

    /** Every row as column name → value: numbers, booleans, and text for all else. */
    public static List<Map<String, @Nullable Object>> read(
            Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<Map<String, @Nullable Object>> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        }
    }

    /** The one number that a query answers; 0 for NULL. */
    public static long number(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        List<Map<String, @Nullable Object>> rows = read(connection, sql, parameters);
        Object value = rows.isEmpty() ? null : rows.get(0).values().iterator().next();
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = result.getObject(i);
            boolean plain = value == null || value instanceof Number || value instanceof Boolean;
            row.put(columns.getColumnLabel(i), plain ? value : result.getString(i));
        }
        return row;
    }
}
