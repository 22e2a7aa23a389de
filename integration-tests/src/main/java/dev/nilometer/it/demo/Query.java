package dev.nilometer.it.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs a query and prints its rows as aligned text: numbers to the right, nothing for NULL. Stateless. */
final class Query {
    private static final int GAP = 2;

    private Query() {}

    /** The first column of the first row; 0 when there is none. */
    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            ResultSet row = statement.executeQuery();
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The first column of the first row, as text; '' when there is none. */
    static String text(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            ResultSet row = statement.executeQuery();
            String value = row.next() ? row.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    /** The lines of a table, its head first. */
    static List<String> table(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            ResultSet rows = statement.executeQuery();
            ResultSetMetaData columns = rows.getMetaData();
            List<String[]> cells = new ArrayList<>();
            String[] head = new String[columns.getColumnCount()];
            boolean[] numbers = new boolean[head.length];
            for (int i = 0; i < head.length; i++) {
                head[i] = columns.getColumnLabel(i + 1);
                numbers[i] = Number.class.isAssignableFrom(type(columns.getColumnClassName(i + 1)));
            }
            cells.add(head);
            while (rows.next()) {
                String[] row = new String[head.length];
                for (int i = 0; i < head.length; i++) {
                    row[i] = format(rows.getObject(i + 1));
                }
                cells.add(row);
            }
            return aligned(cells, numbers);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return Object.class;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static String format(@Nullable Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.3f", number);
        }
        return value == null ? "" : value.toString();
    }

    private static List<String> aligned(List<String[]> cells, boolean[] numbers) {
        int[] widths = new int[numbers.length];
        for (String[] row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - row[i].length());
                line.append(numbers[i] ? gap + row[i] : row[i] + gap).append(" ".repeat(GAP));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
