package dev.nilometer.store.driver;

import dev.nilometer.store.copy.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows to their target in the connection's current transaction, in pieces of 64 KiB. Stateless. */
public final class CopyLoad {
    private static final int PIECE_BYTES = 1 << 16;

    /** Signature, flags, length of the extension area. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};

    private CopyLoad() {}

    /** Sends all rows that are not left out; returns how many. Sends nothing when there are none. */
    public static long send(Connection connection, String quotedSchema, CopyRows rows) throws SQLException {
        return send(connection, quotedSchema, rows, 0, rows.size(), () -> {});
    }

    /**
     * Sends those of the rows from..to (exclusive) that are not left out; returns how many.
     *
     * @param meanwhile done once, when all are on their way and the database works on them
     */
    public static long send(
            Connection connection, String quotedSchema, CopyRows rows, int from, int to, Runnable meanwhile)
            throws SQLException {
        if (rows.nextIn(from) >= to) {
            return 0;
        }
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(rows.target().statement(quotedSchema));
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            for (int row = rows.nextIn(from); row < to; row = rows.nextIn(row)) {
                int end = Math.min(to, rows.nextOut(row));
                write(copy, rows.array(), rows.offset(row), rows.offset(end));
                row = end;
            }
            copy.writeToCopy(TRAILER, 0, TRAILER.length);
            copy.flushCopy();
            meanwhile.run();
            return copy.endCopy();
        } finally {
            cancel(copy);
        }
    }

    private static void write(CopyIn copy, byte[] bytes, int from, int to) throws SQLException {
        for (int at = from; at < to; at += PIECE_BYTES) {
            copy.writeToCopy(bytes, at, Math.min(PIECE_BYTES, to - at));
        }
    }

    private static void cancel(CopyIn copy) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            // the connection is gone, and the first failure is on its way
        }
    }
}
