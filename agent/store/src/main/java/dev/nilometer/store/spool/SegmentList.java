package dev.nilometer.store.spool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of one stream in order. Safe from every thread: each method holds its lock shortly. */
final class SegmentList {
    private final List<Segment> segments = new ArrayList<>();

    synchronized void add(Segment segment) {
        segments.add(segment);
    }

    synchronized @Nullable Segment first() {
        return segments.isEmpty() ? null : segments.get(0);
    }

    /** The segment behind this one; null when there is none (yet). */
    synchronized @Nullable Segment after(Segment segment) {
        int next = segments.indexOf(segment) + 1;
        return next < segments.size() ? segments.get(next) : null;
    }

    /** Takes out the sealed segments at the front that hold nothing beyond this position. */
    synchronized List<Segment> takeUpTo(long position) {
        List<Segment> taken = new ArrayList<>();
        while (!segments.isEmpty()
                && segments.get(0).isSealed()
                && segments.get(0).last() <= position) {
            taken.add(segments.remove(0));
        }
        return taken;
    }

    /** Puts another in the place of these, which stand side by side. */
    synchronized void replace(List<DiskSegment> run, Segment by) {
        segments.set(segments.indexOf(run.get(0)), by);
        segments.removeAll(run);
    }

    synchronized long bytes() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.bytes();
        }
        return sum;
    }

    synchronized long bytesInMemory() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment instanceof MemorySegment ? segment.bytes() : 0;
        }
        return sum;
    }

    synchronized List<Segment> all() {
        return new ArrayList<>(segments);
    }
}
