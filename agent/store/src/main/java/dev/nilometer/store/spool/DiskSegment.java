package dev.nilometer.store.spool;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A segment in a file. Its reader is opened with it, so that frames can still be sent when somebody deletes the folder.
 * Appended by nilometer-spool, read by nilometer-send.
 */
final class DiskSegment implements Segment {
    private static final long UNREAD = Long.MAX_VALUE;

    private final Path file;
    private final DamagedFiles damaged;
    private final RandomAccessFile reader;
    private final @Nullable FileOutputStream writer;
    private final long first;
    private volatile long bytes;
    private volatile long last;
    private volatile boolean sealed;
    private volatile boolean rows;

    private DiskSegment(
            Path file,
            DamagedFiles damaged,
            RandomAccessFile reader,
            @Nullable FileOutputStream writer,
            long first,
            long bytes) {
        this.first = first;
        this.file = file;
        this.damaged = damaged;
        this.reader = reader;
        this.writer = writer;
        this.bytes = bytes;
        this.sealed = writer == null;
    }

    /** A new file that begins with this header, for frames from this number on. */
    static DiskSegment create(Path file, StreamHeader header, DamagedFiles damaged, long first) throws IOException {
        FrameOutput head = new FrameOutput();
        header.encode(head);
        Folders.createPrivateFile(file);
        FileOutputStream writer = new FileOutputStream(file.toFile(), true);
        try {
            writer.write(head.array(), 0, head.size());
            RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r");
            return new DiskSegment(file, damaged, reader, writer, first, head.size());
        } catch (IOException e) {
            writer.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** A file that a dead process left. */
    static DiskSegment open(Path file, DamagedFiles damaged) throws IOException {
        RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r");
        DiskSegment segment = new DiskSegment(file, damaged, reader, null, 0, reader.length());
        segment.last = UNREAD;
        return segment;
    }

    /** The file of other segments, written anew: these numbers are in it, and no rows. */
    static DiskSegment rewritten(Path file, DamagedFiles damaged, long first, long last) throws IOException {
        RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r");
        DiskSegment segment = new DiskSegment(file, damaged, reader, null, first, reader.length());
        segment.last = last;
        return segment;
    }

    /** Appends a frame; when it throws, nothing of it counts and the segment should be sealed. */
    void append(byte[] frame, int length, long lastSequence, boolean fsync) throws IOException {
        FileOutputStream out = writer;
        if (out == null || sealed) {
            throw new IOException(file.getFileName() + " is sealed");
        }
        if (!Files.exists(file)) {
            throw new IOException(file.getFileName() + " has vanished");
        }
        long before = bytes;
        out.write(frame, 0, length);
        if (fsync) {
            out.getFD().sync();
        }
        last = lastSequence;
        bytes = before + length;
    }

    /** The frame just appended has rows. */
    void holdsRows() {
        rows = true;
    }

    /** True when a frame in it has rows, and not sketches alone. */
    boolean hasRows() {
        return rows;
    }

    /** The first sequence number that was meant for it. */
    long first() {
        return first;
    }

    Path file() {
        return file;
    }

    /** Nothing more is appended. */
    void seal() {
        sealed = true;
        closeQuietly(writer);
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean isSealed() {
        return sealed;
    }

    @Override
    public int read(long at, byte[] into, int length) throws IOException {
        int wanted = (int) Math.max(0, Math.min(length, bytes - at));
        reader.seek(at);
        int got = 0;
        while (got < wanted) {
            int more = reader.read(into, got, wanted - got);
            if (more < 0) {
                break;
            }
            got += more;
        }
        return got;
    }

    @Override
    public void readThrough(long lastSequence) {
        if (last == UNREAD) {
            last = lastSequence;
        }
    }

    @Override
    public void discard(boolean keep) {
        release();
        if (keep) {
            damaged.setAside(file);
        } else {
            Folders.deleteQuietly(file);
        }
    }

    @Override
    public void release() {
        closeQuietly(writer);
        closeQuietly(reader);
    }

    private static void closeQuietly(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            // nothing was promised about its content beyond what is already published
        }
    }
}
