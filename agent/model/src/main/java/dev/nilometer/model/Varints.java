package dev.nilometer.model;

import java.util.Arrays;

/** Numbers as unsigned LEB128, one after the other. Not thread-safe. */
final class Varints {
    private byte[] bytes;
    private int at;

    /** What was written so far, to be read from here. */
    Varints(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** For writing, about so many bytes. */
    Varints(int about) {
        this(new byte[Math.max(8, about)], 0);
    }

    void write(long value) {
        if (at + 10 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + 10);
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    /** Throws {@link IllegalArgumentException} where no number stands. */
    long next() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == bytes.length) {
                throw new IllegalArgumentException("a sketch ends in the middle");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number in a sketch is too long");
    }

    /** Bytes that were not read. */
    int left() {
        return bytes.length - at;
    }
}
