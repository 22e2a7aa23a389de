package dev.nilometer.store.spool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a frame while it is written: a growing array. One thread at a time; reused from frame to frame. */
final class FrameOutput {
    /** A larger array is given back after the frame that needed it. */
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] bytes = new byte[1 << 12];
    private int size;

    void reset() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[1 << 12];
        }
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void i32(int value) {
        reserve(4);
        putI32(size, value);
        size += 4;
    }

    void i64(long value) {
        i32((int) (value >>> 32));
        i32((int) value);
    }

    /** Overwrites four bytes written before. */
    void putI32(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Unsigned LEB128. */
    void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A signed number: small ones of either sign are short. */
    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void blob(byte[] content) {
        varint(content.length);
        reserve(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    /** All that the other one holds, as it is. */
    void append(FrameOutput other) {
        reserve(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    void text(String text) {
        blob(text.getBytes(StandardCharsets.UTF_8));
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
