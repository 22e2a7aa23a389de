package dev.nilometer.store.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fields of PGCOPY rows in a growing array: each is its length and its bytes, big-endian; nothing is boxed. Not
 * thread-safe; reused, and given back when one group made it larger than 4 MiB.
 */
public final class CopyBuffer {
    /** PostgreSQL counts from 2000-01-01 UTC. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final int KEPT_BYTES = 4 << 20;
    private static final byte[] EMPTY = new byte[0];

    private byte[] bytes = EMPTY;
    private int size;

    /** An empty buffer. */
    public CopyBuffer() {}

    /** Forgets its content. */
    public void reset() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = EMPTY;
        }
    }

    /** Bytes so far. */
    public int size() {
        return size;
    }

    /** The array; its first {@link #size} bytes are the content. */
    public byte[] array() {
        return bytes;
    }

    /** Starts a row of so many fields. */
    public void row(int fields) {
        reserve(2);
        bytes[size++] = (byte) (fields >>> 8);
        bytes[size++] = (byte) fields;
    }

    /** A NULL of any type. */
    public void none() {
        i32(-1);
    }

    /** An integer. */
    public void int4(int value) {
        reserve(8);
        i32(4);
        i32(value);
    }

    /** A bigint. */
    public void int8(long value) {
        reserve(12);
        i32(8);
        i32((int) (value >>> 32));
        i32((int) value);
    }

    /** A bigint, NULL for {@code none}. */
    public void int8OrNull(long value, long none) {
        if (value == none) {
            none();
        } else {
            int8(value);
        }
    }

    /** A boolean. */
    public void bool(boolean value) {
        reserve(5);
        i32(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    /** A timestamptz, from microseconds since 1970 UTC. */
    public void timestamptz(long epochMicros) {
        int8(epochMicros < Long.MIN_VALUE + EPOCH_MICROS ? Long.MIN_VALUE + 2 : epochMicros - EPOCH_MICROS);
    }

    /** A text, varchar or json; null is NULL. */
    public void text(@Nullable String text) {
        if (text == null) {
            none();
        } else {
            bytea(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A jsonb from its text; null is NULL. */
    public void jsonb(@Nullable String json) {
        if (json == null) {
            none();
            return;
        }
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        i32(content.length + 1);
        reserve(content.length + 1);
        bytes[size++] = 1;
        put(content);
    }

    /** A bytea. */
    public void bytea(byte[] content) {
        i32(content.length);
        reserve(content.length);
        put(content);
    }

    private void put(byte[] content) {
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    private void i32(int value) {
        reserve(4);
        bytes[size] = (byte) (value >>> 24);
        bytes[size + 1] = (byte) (value >>> 16);
        bytes[size + 2] = (byte) (value >>> 8);
        bytes[size + 3] = (byte) value;
        size += 4;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.max(1 << 12, bytes.length * 2)));
        }
    }
}
