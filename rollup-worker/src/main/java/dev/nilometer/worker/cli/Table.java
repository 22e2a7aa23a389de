package dev.nilometer.worker.cli;

import dev.nilometer.worker.text.Amount;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows as aligned text: numbers to the right, sizes with their unit, the rest to the left, nothing for NULL.
 * Stateless.
 */
final class Table {
    private Table() {}

    /** The columns are those of the first row; without rows, nothing is printed. */
    static void print(PrintWriter out, List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(rows.get(0).keySet());
        StringBuilder head = new StringBuilder();
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(columns.get(i), rows);
            head.append(padded(columns.get(i), widths[i], rows.get(0).get(columns.get(i)) instanceof Number));
        }
        out.println(head.toString().stripTrailing());
        for (Map<String, @Nullable Object> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                Object value = row.get(columns.get(i));
                line.append(padded(text(columns.get(i), value), widths[i], value instanceof Number));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(String column, List<Map<String, @Nullable Object>> rows) {
        int width = column.length();
        for (Map<String, @Nullable Object> row : rows) {
            width = Math.max(width, text(column, row.get(column)).length());
        }
        return width;
    }

    private static String padded(String text, int width, boolean right) {
        String gap = " ".repeat(width - text.length());
        return (right ? gap + text : text + gap) + "  ";
    }

    /** A column's name says when its numbers are bytes. */
    private static String text(String column, @Nullable Object value) {
        return column.endsWith("bytes") && value instanceof Long bytes ? Amount.ofBytes(bytes) : text(value);
    }

    /** Control characters in names or messages must not reach a terminal. */
    static String text(@Nullable Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.3f", number);
        }
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
    }
}
