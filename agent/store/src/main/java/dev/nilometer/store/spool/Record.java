package dev.nilometer.store.spool;

import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The envelope of everything in a segment: magic, length of the body, CRC32C, body, all big-endian. The checksum covers
 * the stream's id (for frames), the length and the body. Stateless.
 *
 * <p>The magic's last character is the format's version: a file that starts with a later one is left alone.
 */
final class Record {
    /** "NLS1": the header of a segment. */
    static final int SEGMENT = 0x4E4C5331;

    /** "NLF1": a frame. */
    static final int FRAME = 0x4E4C4631;

    /** Magic, length and checksum. */
    static final int HEAD_BYTES = 12;

    /**
     * No body is longer; a length beyond it is damage. The largest batch has 20,000 executions of 9.5 KiB, all texts at
     * their bounds. Before anything is read, a length is also held against the file's own.
     */
    static final int MAX_BODY_BYTES = 256 << 20;

    /** The stream id in a checksum that covers none. */
    static final UUID NO_STREAM = new UUID(0, 0);

    private Record() {}

    /** Leaves room for the head; the body follows. */
    static void begin(FrameOutput out) {
        out.reset();
        for (int i = 0; i < HEAD_BYTES; i += 4) {
            out.i32(0);
        }
    }

    /** Fills in the head of the record that {@link #begin} started. */
    static void end(FrameOutput out, int magic, UUID stream) {
        int length = out.size() - HEAD_BYTES;
        out.putI32(0, magic);
        out.putI32(4, length);
        out.putI32(8, checksum(stream, length, out.array(), HEAD_BYTES));
    }

    /** True when a whole record of this magic and stream starts here. */
    static boolean isWhole(int magic, UUID stream, byte[] bytes, int at, int end) {
        if (end - at < HEAD_BYTES || i32(bytes, at) != magic) {
            return false;
        }
        int length = i32(bytes, at + 4);
        return isPlausible(length)
                && length <= end - at - HEAD_BYTES
                && i32(bytes, at + 8) == checksum(stream, length, bytes, at + HEAD_BYTES);
    }

    static boolean isPlausible(int length) {
        return length >= 0 && length <= MAX_BODY_BYTES;
    }

    static int i32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }

    private static int checksum(UUID stream, int length, byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        update(crc, stream.getMostSignificantBits(), Long.BYTES);
        update(crc, stream.getLeastSignificantBits(), Long.BYTES);
        update(crc, length, Integer.BYTES);
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, long value, int bytes) {
        for (int shift = bytes * 8 - 8; shift >= 0; shift -= 8) {
            crc.update((int) (value >>> shift));
        }
    }
}
