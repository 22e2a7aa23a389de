package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Inserts many rows in one statement, each column as one array of texts. Stateless. */
public final class Bulk {
    private Bulk() {}

    /** @param columns name and type of each, joined by commas */
    static void insert(Connection connection, String table, String columns, List<Object[]> rows) throws SQLException {
        List<String> names = Arrays.stream(columns.split(","))
                .map(column -> column.strip().split(" ")[0])
                .toList();
        List<String> types = Arrays.stream(columns.split(","))
                .map(column -> column.strip().split(" ")[1])
                .toList();
        String sql = "INSERT INTO " + table + " (" + String.join(", ", names) + ") SELECT * FROM unnest("
                + types.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.size(); i++) {
                int column = i;
                Object[] values = rows.stream()
                        .map(row -> row[column] == null ? null : Objects.toString(row[column]))
                        .toArray();
                statement.setArray(i + 1, connection.createArrayOf("text", values));
            }
            statement.execute();
        }
    }
}
