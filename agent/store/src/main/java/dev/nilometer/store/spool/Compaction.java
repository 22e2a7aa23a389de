package dev.nilometer.store.spool;

import dev.nilometer.model.HeapAccount;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes room in a spool that waits for its database: frames of sketches that nobody has been given yet become one frame
 * for each quarter of an hour, which stands for all their numbers. A frame that was given to the sender may be stored
 * already, under its own number, and is never touched.
 *
 * <p>A run of segments is written anew into a draft, which takes the first one's name in one step before the others are
 * deleted. Killed in between, their frames follow upon a frame that stands for them, and are skipped. A disk that refuses
 * the draft costs nothing but the room. nilometer-spool, while nilometer-send is kept from reading.
 */
final class Compaction {
    /** The end of a draft's name. */
    static final String DRAFT = ".draft";

    /** Heap of the summaries that are merged at once. */
    private static final long HEAP_BYTES = (2L << 20) / HeapAccount.DIVISOR;

    private static final int FRAMES_BETWEEN_LOOKS = 32;

    private final SegmentList segments;
    private final StreamHeader header;
    private final FrameEncoder encoder;
    private final DamagedFiles damaged;
    private final boolean fsync;

    Compaction(SegmentList segments, StreamHeader header, FrameEncoder encoder, DamagedFiles damaged, boolean fsync) {
        this.segments = segments;
        this.header = header;
        this.encoder = encoder;
        this.damaged = damaged;
        this.fsync = fsync;
    }

    /** Merges the sketches of all segments beyond this number that hold nothing else. Never throws but for memory. */
    void mergeSketches(long given) {
        List<DiskSegment> run = new ArrayList<>();
        for (Segment segment : segments.all()) {
            if (isFree(segment, given) && !((DiskSegment) segment).hasRows()) {
                run.add((DiskSegment) segment);
            } else {
                rewrite(run);
                run.clear();
            }
        }
        rewrite(run);
    }

    /**
     * Folds the rows of the oldest segments beyond this number that have some, until so many bytes are rewritten; answers
     * how many rows became sketches.
     */
    KindCounts foldOldestRows(long given, long bytes) {
        List<DiskSegment> run = new ArrayList<>();
        long sum = 0;
        for (Segment segment : segments.all()) {
            boolean fits = isFree(segment, given) && ((DiskSegment) segment).hasRows() && sum < bytes;
            if (fits) {
                run.add((DiskSegment) segment);
                sum += segment.bytes();
            } else if (!run.isEmpty()) {
                break;
            }
        }
        return rewrite(run);
    }

    private static boolean isFree(Segment segment, long given) {
        return segment instanceof DiskSegment && segment.isSealed() && ((DiskSegment) segment).first() > given;
    }

    private KindCounts rewrite(List<DiskSegment> run) {
        if (run.isEmpty() || (run.size() == 1 && !run.get(0).hasRows())) {
            return KindCounts.NONE;
        }
        Path first = run.get(0).file();
        Path draft = first.resolveSibling(first.getFileName() + DRAFT);
        try {
            Merge merge = write(run, draft);
            if (merge == null) {
                return KindCounts.NONE;
            }
            Files.move(draft, first, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            segments.replace(
                    run, DiskSegment.rewritten(first, damaged, run.get(0).first(), merge.last));
            run.get(0).release();
            run.subList(1, run.size()).forEach(segment -> segment.discard(false));
            return merge.rows;
        } catch (IOException | RuntimeException e) {
            return KindCounts.NONE; // the segments are as they were
        } finally {
            Folders.deleteQuietly(draft);
        }
    }

    /** Null when something in the run cannot be read, and better stays where it is. */
    private @Nullable Merge write(List<DiskSegment> run, Path draft) throws IOException {
        SegmentList only = new SegmentList();
        run.forEach(only::add);
        FrameCursor cursor = new FrameCursor(only, header.stream());
        Folders.deleteQuietly(draft);
        Folders.createPrivateFile(draft);
        try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
            FrameOutput head = new FrameOutput();
            header.encode(head);
            out.write(head.array(), 0, head.size());
            Merge merge = new Merge(out);
            for (Frame frame = cursor.next(); frame != null; frame = cursor.next()) {
                merge.add(frame);
            }
            merge.finish();
            if (fsync) {
                out.getFD().sync();
            }
            return merge.last == 0 || run.stream().anyMatch(cursor::isDamaged) ? null : merge;
        }
    }

    /** The frame in the making: a run of frames without a hole. */
    private final class Merge {
        private final FileOutputStream out;
        private Folding folding = new Folding();
        private @Nullable Frame latest;
        private long first;
        private long last;
        private int frames;
        private KindCounts rows = KindCounts.NONE;

        Merge(FileOutputStream out) {
            this.out = out;
        }

        void add(Frame frame) throws IOException {
            Frame before = latest;
            if (before != null && (frame.first() != last + 1 || isLarge(frame))) {
                finish();
            }
            first = latest == null ? frame.first() : first;
            folding.add(frame.batch());
            rows = rows.plusRows(frame.batch());
            frames++;
            latest = frame;
            last = frame.last();
        }

        /** Looks now and then, since every summary is asked; and before a frame that was merged before. */
        private boolean isLarge(Frame next) {
            boolean looks = frames % FRAMES_BETWEEN_LOOKS == 0 || next.last() > next.first();
            return looks && folding.heapBytes() > HEAP_BYTES;
        }

        /** Writes what was added since the last time. */
        void finish() throws IOException {
            Frame end = latest;
            if (end == null) {
                return;
            }
            FrameOutput frame = encoder.encode(folding.result(end.batch()), first, last);
            out.write(frame.array(), 0, frame.size());
            folding = new Folding();
            latest = null;
            frames = 0;
        }
    }
}
