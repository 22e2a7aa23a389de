package dev.nilometer.store.spool;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.HeapAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames where there is room: into the current segment on disk, or, while the disk is gone or full, into memory up
 * to 2 MiB (half of that on a small heap), trying the disk again once a second. nilometer-spool alone.
 */
final class SegmentWriter {
    static final long MEMORY_BYTES = (2L << 20) / HeapAccount.DIVISOR;

    private static final long SEGMENT_AGE_NANOS = 60_000_000_000L;
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final SpoolSettings settings;
    private final StreamHeader header;
    private final SegmentList segments;
    private final DamagedFiles damaged;
    private final Diagnostics diagnostics;
    private final long segmentBytes;
    private @Nullable StreamFolder folder;
    private @Nullable DiskSegment disk;
    private @Nullable MemorySegment memory;
    private boolean diskGone;
    private long sinceNanos;
    private volatile long limitBytes;

    SegmentWriter(SpoolSettings settings, StreamHeader header, SegmentList segments, Diagnostics diagnostics) {
        this.settings = settings;
        this.header = header;
        this.segments = segments;
        this.damaged = new DamagedFiles(settings.dir());
        this.diagnostics = diagnostics;
        this.segmentBytes = Math.max(Math.min(1 << 20, settings.maxBytes() / 16), settings.maxBytes() / 64);
        this.limitBytes = settings.maxBytes();
    }

    /** Creates the folder, if it can be. */
    void open() {
        try {
            folder = StreamFolder.create(path());
            DeadFolders.bound(settings, header.stream().toString(), diagnostics);
            limitBytes = share();
        } catch (IOException | RuntimeException e) {
            lost(e);
        }
    }

    /** What rewrites its segments when they are too many. */
    Compaction compaction(FrameEncoder encoder) {
        return new Compaction(segments, header, encoder, damaged, settings.fsync());
    }

    /** The bound at present, bytes. */
    long limitBytes() {
        return limitBytes;
    }

    /** How full it is: 1 is the bound. */
    double fill() {
        double onDisk = (double) segments.bytes() / limitBytes;
        return diskGone ? Math.max(onDisk, (double) segments.bytesInMemory() / MEMORY_BYTES) : onDisk;
    }

    /** True while frames go to memory. */
    boolean isDiskGone() {
        return diskGone;
    }

    /** Keeps a frame; false when there is no room, or when the disk is gone and memory is full. */
    boolean append(FrameOutput frame, long sequence, boolean hasRows) {
        if (segments.bytes() + frame.size() > limitBytes) {
            return false;
        }
        return toDisk(frame, sequence, hasRows) || toMemory(frame, sequence);
    }

    private boolean toDisk(FrameOutput frame, long sequence, boolean hasRows) {
        if (diskGone && System.nanoTime() - sinceNanos < RETRY_NANOS) {
            return false;
        }
        try {
            DiskSegment segment = disk;
            if (segment == null || segment.bytes() >= segmentBytes || age() > SEGMENT_AGE_NANOS) {
                segment = nextSegment(sequence);
            }
            if (hasRows) {
                segment.holdsRows();
            }
            segment.append(frame.array(), frame.size(), sequence, settings.fsync());
            return true;
        } catch (OutOfMemoryError e) {
            sealDisk(); // the next try begins a new one
            throw e;
        } catch (IOException | RuntimeException e) {
            sealDisk();
            boolean again = !diskGone && !Files.exists(path());
            lost(e);
            return again && reopened() && toDisk(frame, sequence, hasRows);
        }
    }

    /** Somebody deleted the folder: a new one, at once. */
    private boolean reopened() {
        diskGone = false;
        StreamFolder old = folder;
        if (old != null) {
            old.release();
            folder = null;
        }
        return true;
    }

    private DiskSegment nextSegment(long sequence) throws IOException {
        sealDisk();
        if (folder == null) {
            folder = StreamFolder.create(path());
        }
        Path file = path().resolve(String.format("%020d.seg", sequence));
        DiskSegment segment = DiskSegment.create(file, header, damaged, sequence);
        sealMemory();
        segments.add(segment);
        disk = segment;
        sinceNanos = System.nanoTime();
        limitBytes = Math.min(share(), segments.bytes() + tenthOfFreeDisk());
        if (diskGone) {
            diskGone = false;
            diagnostics.info("the spool is back on disk in " + settings.dir());
        }
        return segment;
    }

    /** What the dead left counts against the bound too; an eighth of it is the living one's in any case. */
    private long share() {
        long dead = DeadFolders.bytes(settings.dir(), header.stream().toString());
        return Math.max(settings.maxBytes() / DeadFolders.LIVING_SHARE, settings.maxBytes() - dead);
    }

    private long tenthOfFreeDisk() throws IOException {
        return Math.max(segmentBytes, Files.getFileStore(settings.dir()).getUsableSpace() / 10);
    }

    private boolean toMemory(FrameOutput frame, long sequence) {
        if (segments.bytesInMemory() + frame.size() > MEMORY_BYTES) {
            return false;
        }
        MemorySegment segment = memory;
        if (segment == null || segment.bytes() >= segmentBytes) {
            sealMemory();
            segment = new MemorySegment();
            segments.add(segment);
            memory = segment;
        }
        segment.append(frame.array(), frame.size(), sequence);
        return true;
    }

    /** Nothing more is written. Deletes the folder when nothing is left in it. */
    void close() {
        sealDisk();
        sealMemory();
        for (Segment segment : segments.all()) {
            segment.release();
        }
        StreamFolder own = folder;
        if (own != null) {
            own.remove();
        }
    }

    void sealAll() {
        sealDisk();
        sealMemory();
    }

    private void sealDisk() {
        if (disk != null) {
            disk.seal();
            disk = null;
        }
    }

    private void sealMemory() {
        if (memory != null) {
            memory.seal();
            memory = null;
        }
    }

    private void lost(Exception e) {
        sinceNanos = System.nanoTime();
        if (!diskGone) {
            diskGone = true;
            diagnostics.warn("the spool cannot write to " + settings.dir() + " (" + Folders.reason(e)
                    + "); keeping up to " + (MEMORY_BYTES >> 10) + " KiB in memory");
        }
    }

    private long age() {
        return System.nanoTime() - sinceNanos;
    }

    private Path path() {
        return settings.dir().resolve(header.stream().toString());
    }
}
