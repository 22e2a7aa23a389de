package dev.nilometer.store.spool;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a stream in order, across segments, and steps over whatever is damaged to the next whole frame.
 * A frame whose numbers were read already is skipped. One thread at a time (nilometer-send).
 */
final class FrameCursor {
    private final SegmentList segments;
    private final UUID stream;
    private final Set<Segment> damaged = Collections.newSetFromMap(new IdentityHashMap<>());
    private byte[] buffer = new byte[1 << 14];
    private @Nullable Segment current;
    private long offset;
    private long lastInSegment;
    private long lastRead;

    FrameCursor(SegmentList segments, UUID stream) {
        this.segments = segments;
        this.stream = stream;
    }

    /** The next call of {@link #next} gives the first frame that reaches beyond this position. */
    void seek(long position) {
        current = null;
        offset = 0;
        lastInSegment = 0;
        lastRead = position;
    }

    /** Begins at the first segment again, since some have been rewritten; what was read stays read. */
    void reopen() {
        seek(lastRead);
    }

    /** The next frame; null when there is none yet. */
    @Nullable
    Frame next() {
        while (true) {
            Frame frame = read();
            if (frame == null || frame.last() > lastRead) {
                lastRead = frame == null ? lastRead : frame.last();
                return frame;
            }
        }
    }

    /** The next frame, read before or not; null when there is none yet. */
    @Nullable
    Frame read() {
        while (true) {
            Segment segment = current == null ? segments.first() : current;
            if (segment == null) {
                return null;
            }
            current = segment;
            boolean sealed = segment.isSealed();
            long end = segment.bytes();
            while (offset < end) {
                Frame frame = readAt(segment, end);
                if (frame != null) {
                    lastInSegment = Math.max(lastInSegment, frame.last());
                    return frame;
                }
            }
            if (sealed) {
                segment.readThrough(lastInSegment);
            }
            Segment following = segments.after(segment);
            if (!sealed || following == null) {
                return null;
            }
            current = following;
            offset = 0;
            lastInSegment = 0;
        }
    }

    /** True when something in this segment could not be read. */
    boolean isDamaged(Segment segment) {
        return damaged.contains(segment);
    }

    /** Forgets a segment that is gone. */
    void forget(Segment segment) {
        damaged.remove(segment);
        if (current == segment) {
            current = null;
            offset = 0;
            lastInSegment = 0;
        }
    }

    /** Reads one record and moves behind it; null for a header or for damage. */
    private @Nullable Frame readAt(Segment segment, long end) {
        try {
            int length = wholeRecordAt(segment, offset, end);
            if (length < 0) {
                damaged.add(segment);
                offset = findRecord(segment, offset + 1, end);
                return null;
            }
            offset += Record.HEAD_BYTES + length;
            return isFrame() ? FrameDecoder.decode(buffer, Record.HEAD_BYTES, length) : null;
        } catch (IllegalArgumentException undecodable) {
            damaged.add(segment);
            return null;
        } catch (IOException unreadable) {
            damaged.add(segment);
            offset = end;
            return null;
        }
    }

    private boolean isFrame() {
        return Record.i32(buffer, 0) == Record.FRAME;
    }

    /** Loads the record at a place into the buffer; its body's length, or -1 when there is no whole one. */
    private int wholeRecordAt(Segment segment, long at, long end) throws IOException {
        if (segment.read(at, buffer, Record.HEAD_BYTES) < Record.HEAD_BYTES) {
            return -1;
        }
        int length = Record.i32(buffer, 4);
        if (!Record.isPlausible(length) || at + Record.HEAD_BYTES + length > end) {
            return -1;
        }
        int whole = Record.HEAD_BYTES + length;
        reserve(whole);
        if (segment.read(at, buffer, whole) < whole) {
            return -1;
        }
        boolean valid = Record.isWhole(Record.FRAME, stream, buffer, 0, whole)
                || Record.isWhole(Record.SEGMENT, Record.NO_STREAM, buffer, 0, whole);
        return valid ? length : -1;
    }

    /** The next place where a frame may begin: its magic and a length that fits. */
    private long findRecord(Segment segment, long from, long end) throws IOException {
        byte[] window = new byte[1 << 16];
        long at = from;
        while (at + Record.HEAD_BYTES <= end) {
            int got = segment.read(at, window, window.length);
            for (int i = 0; i + Record.HEAD_BYTES <= got; i++) {
                if (Record.i32(window, i) == Record.FRAME && fits(Record.i32(window, i + 4), at + i, end)) {
                    return at + i;
                }
            }
            if (got <= Record.HEAD_BYTES) {
                break;
            }
            at += got - Record.HEAD_BYTES + 1;
        }
        return end;
    }

    private static boolean fits(int length, long at, long end) {
        return Record.isPlausible(length) && at + Record.HEAD_BYTES + length <= end;
    }

    private void reserve(int bytes) {
        if (buffer.length < bytes || (buffer.length > 1 << 20 && bytes < 1 << 18)) {
            byte[] other = new byte[Math.max(bytes, 1 << 14)];
            System.arraycopy(buffer, 0, other, 0, Record.HEAD_BYTES);
            buffer = other;
        }
    }
}
