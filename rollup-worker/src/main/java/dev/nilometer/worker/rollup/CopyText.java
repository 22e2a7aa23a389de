package dev.nilometer.worker.rollup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Collects rows in PostgreSQL's text COPY format and sends them in one go: for the thousands of facts of an hour, whose
 * columns are of many types. (Millions of narrow rows go binary, in the store.) Not thread-safe.
 */
final class CopyText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder rows = new StringBuilder();
    private boolean rowStarted;

    CopyText add(@Nullable Object value) {
        if (rowStarted) {
            rows.append('\t');
        }
        rowStarted = true;
        if (value == null) {
            rows.append("\\N");
        } else if (value instanceof byte[] bytes) {
            hex(bytes);
        } else {
            escape(value.toString());
        }
        return this;
    }

    CopyText endRow() {
        rows.append('\n');
        rowStarted = false;
        return this;
    }

    /** Sends all rows to {@code target}, a table with its column list. */
    void copyInto(Connection connection, String target) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target + " FROM STDIN", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new SQLException("COPY into " + target + " broke off", "08006", e);
        }
    }

    private void hex(byte[] bytes) {
        rows.append("\\\\x");
        for (byte b : bytes) {
            rows.append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
    }
}
