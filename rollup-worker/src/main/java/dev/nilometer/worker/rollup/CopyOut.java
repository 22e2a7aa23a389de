package dev.nilometer.worker.rollup;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Streams the rows of a query out of PostgreSQL in its binary COPY format and hands each to a reader, without an object
 * for each row. Not thread-safe.
 */
final class CopyOut {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Binary timestamps count microseconds from here. */
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** Signature, flags and the length of the extension. */
    private static final int HEADER_BYTES = 19;

    private byte[] message = new byte[0];
    private int at;
    private boolean headerRead;

    private CopyOut() {}

    /** Reads all rows; {@code query} is a SELECT without parameters, made of constants only. Answers how many. */
    static long read(Connection connection, String query, RowReader reader) throws SQLException {
        CopyOut out = new CopyOut();
        org.postgresql.copy.CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        try {
            long rows = 0;
            for (byte[] next = copy.readFromCopy(); next != null; next = copy.readFromCopy()) {
                rows += out.readMessage(next, reader);
            }
            return rows;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private int readMessage(byte[] bytes, RowReader reader) {
        message = bytes;
        at = 0;
        if (!headerRead) {
            headerRead = true;
            at = HEADER_BYTES;
        }
        int rows = 0;
        while (at < bytes.length) {
            int fields = (short) SHORTS.get(bytes, at);
            at += Short.BYTES;
            if (fields < 0) {
                break;
            }
            reader.row(this);
            rows++;
        }
        return rows;
    }

    /** The next field, which is never null. */
    long nextLong() {
        at += Integer.BYTES;
        long value = (long) LONGS.get(message, at);
        at += Long.BYTES;
        return value;
    }

    /** The next field, or this when it is null. */
    long nextLong(long whenNull) {
        if ((int) INTS.get(message, at) < 0) {
            at += Integer.BYTES;
            return whenNull;
        }
        return nextLong();
    }

    /** The next field, which is never null. */
    int nextInt() {
        at += Integer.BYTES;
        int value = (int) INTS.get(message, at);
        at += Integer.BYTES;
        return value;
    }

    /** The next field, a timestamptz that is never null. */
    Instant nextInstant() {
        return POSTGRES_EPOCH.plus(nextLong(), ChronoUnit.MICROS);
    }

    /** The next field, which is never null. */
    boolean nextBoolean() {
        at += Integer.BYTES;
        return message[at++] != 0;
    }

    /** The next field as bytes; null when it is null. */
    byte @Nullable [] nextBytes() {
        int length = (int) INTS.get(message, at);
        at += Integer.BYTES;
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        System.arraycopy(message, at, value, 0, length);
        at += length;
        return value;
    }

    /** The next field as text; null when it is null. */
    @Nullable
    String nextText() {
        byte[] bytes = nextBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Takes one row: it must ask for each field exactly once, in order, and the connection for nothing. */
    @FunctionalInterface
    interface RowReader {
        void row(CopyOut fields);
    }
}
