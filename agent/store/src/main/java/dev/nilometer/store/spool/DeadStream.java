package dev.nilometer.store.spool;

import dev.nilometer.store.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a process that is no more, held by this one until its frames are delivered under the dead one's own
 * stream id. Every intact frame is found, whatever else is in the files. One thread at a time.
 */
public final class DeadStream implements FrameSource {
    /** The database keeps a position for 400 days. */
    private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(400);

    private static final int LONGEST_HEADER_BYTES = 1 << 16;

    private final StreamFolder folder;
    private final StreamHeader header;
    private final SegmentList segments;
    private final FrameCursor cursor;
    private final SettledFile file;
    private final boolean expired;
    private long settledPosition = -1;

    private DeadStream(StreamFolder folder, StreamHeader header, SegmentList segments, boolean expired) {
        this.expired = expired;
        this.folder = folder;
        this.header = header;
        this.segments = segments;
        this.cursor = new FrameCursor(segments, header.stream());
        this.file = new SettledFile(folder.path(), header.stream());
    }

    /** The stream in a folder; null when its process lives, when it holds nothing, or nothing of this version. */
    static @Nullable DeadStream adopt(Path path, DamagedFiles damaged) {
        StreamFolder folder = StreamFolder.adopt(path);
        if (folder == null) {
            return null;
        }
        SegmentList segments = new SegmentList();
        StreamHeader header = null;
        for (Path file : Folders.list(path)) {
            if (file.toString().endsWith(".seg") && !isOfLaterVersion(file)) {
                StreamHeader found = readHeader(file);
                header = header == null ? found : header;
                open(file, segments, damaged);
            }
        }
        if (segments.first() == null) {
            folder.remove();
            return null;
        }
        return new DeadStream(folder, header == null ? unknown(path) : header, segments, isExpired(path));
    }

    private static boolean isExpired(Path path) {
        long youngest = 0;
        for (Path file : Folders.list(path)) {
            youngest = file.toString().endsWith(".seg") ? Math.max(youngest, Folders.modifiedMillis(file)) : youngest;
        }
        return youngest < System.currentTimeMillis() - KEPT_MILLIS;
    }

    /** A folder's name is its stream: enough to deliver frames when no header can be read. */
    private static StreamHeader unknown(Path path) {
        String name = String.valueOf(path.getFileName());
        return StreamHeader.of(
                UUID.fromString(name),
                Identity.builder("unknown", "default", name).build());
    }

    private static void open(Path file, SegmentList segments, DamagedFiles damaged) {
        try {
            segments.add(DiskSegment.open(file, damaged));
        } catch (IOException unreadable) {
            damaged.setAside(file);
        }
    }

    private static boolean isOfLaterVersion(Path file) {
        byte[] start = start(file, 4);
        return start.length == 4
                && (Record.i32(start, 0) >>> 8) == (Record.SEGMENT >>> 8)
                && (Record.i32(start, 0) & 0xFF) > (Record.SEGMENT & 0xFF)
                && (Record.i32(start, 0) & 0xFF) <= '9';
    }

    private static @Nullable StreamHeader readHeader(Path file) {
        byte[] start = start(file, LONGEST_HEADER_BYTES);
        return StreamHeader.decode(start, start.length);
    }

    private static byte[] start(Path file, int length) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }

    @Override
    public StreamHeader header() {
        return header;
    }

    /** Bytes it takes on disk. */
    public long bytes() {
        return segments.bytes();
    }

    @Override
    public void seek(long position) {
        cursor.seek(position);
    }

    @Override
    public @Nullable Frame next() {
        return cursor.next();
    }

    @Override
    public boolean isExpired() {
        return expired;
    }

    @Override
    public Settled settledAt(long position) {
        Settled[] states = file.read();
        Settled known = Settled.start();
        for (Settled state : states) {
            known = state.position() <= position ? state : known;
        }
        return known.position() == position ? known : countedBy(known, position);
    }

    /** Looks for the frame that ends at the position: its totals are the counts there. */
    private Settled countedBy(Settled known, long position) {
        cursor.seek(0);
        for (Frame frame = cursor.read(); frame != null && frame.last() <= position; frame = cursor.read()) {
            if (frame.last() == position) {
                return known.at(position, frame.batch());
            }
        }
        return known.uncountedAt(position);
    }

    @Override
    public void expect(Settled next) {
        List<Segment> left = segments.all();
        if (!left.isEmpty()) {
            Settled[] states = file.read();
            file.write(states.length == 0 ? Settled.start() : states[states.length - 1], next);
        }
    }

    @Override
    public void settle(Settled now) {
        file.write(now, null);
        settledPosition = now.position();
        discardSettled();
    }

    /** Only a segment that was read to its end is known to hold nothing more. */
    private void discardSettled() {
        for (Segment segment : segments.takeUpTo(settledPosition)) {
            boolean keep = cursor.isDamaged(segment);
            cursor.forget(segment);
            segment.discard(keep);
        }
    }

    /** Ends the work on it: the folder goes when all of it was delivered, else it is free for the next who asks. */
    public void close() {
        discardSettled();
        for (Segment segment : segments.all()) {
            segment.release();
        }
        if (segments.first() == null) {
            folder.remove();
        } else {
            folder.release();
        }
    }
}
