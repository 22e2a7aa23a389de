package dev.nilometer.store.spool;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link FrameOutput} wrote. Anything that cannot be right throws {@link IllegalArgumentException}, never
 * an endless loop or a huge array. One thread at a time.
 */
final class FrameInput {
    private final byte[] bytes;
    private final int end;
    private int at;

    FrameInput(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int i32() {
        need(4);
        int value = Record.i32(bytes, at);
        at += 4;
        return value;
    }

    long i64() {
        long high = i32();
        return high << 32 | (i32() & 0xFFFF_FFFFL);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of things that take at least one byte each. */
    int count() {
        long count = varint();
        if (count < 0 || count > end - at) {
            throw new IllegalArgumentException("a count is beyond the frame's end");
        }
        return (int) count;
    }

    /** A number that fits an int and is not negative. */
    int number() {
        long number = varint();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a number is out of range");
        }
        return (int) number;
    }

    byte[] blob() {
        int length = count();
        byte[] content = new byte[length];
        System.arraycopy(bytes, at, content, 0, length);
        at += length;
        return content;
    }

    String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private void need(int more) {
        if (end - at < more) {
            throw new IllegalArgumentException("a frame ends in the middle");
        }
    }
}
