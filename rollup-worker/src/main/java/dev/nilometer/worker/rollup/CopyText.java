package dev.nilometer.worker.rollup;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Collects rows in PostgreSQL's text COPY format and sends them in one go: for the thousands of facts of an hour, whose
 * columns are of many types. (Millions of narrow rows go binary, in the store.) Not thread-safe.
 */
final class CopyText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private static final int PIECE_CHARS = 1 << 16;

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

    /** Sends all rows to {@code target}, a table with its column list; in pieces, so that they are not copied whole. */
    void copyInto(Connection connection, String target) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
        try {
            int end;
            for (int at = 0; at < rows.length(); at = end) {
                end = endOfPiece(at);
                byte[] bytes = rows.substring(at, end).getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Never between the two halves of a character. */
    private int endOfPiece(int start) {
        int end = Math.min(rows.length(), start + PIECE_CHARS);
        return end < rows.length() && Character.isHighSurrogate(rows.charAt(end - 1)) ? end - 1 : end;
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
