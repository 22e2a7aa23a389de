package dev.nilometer.store.send;

import dev.nilometer.store.spool.Frame;
import dev.nilometer.store.spool.FrameSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames that were read and not yet taken, in their order: one group at most. nilometer-send alone. */
final class Upcoming {
    private static final int GROUP_BYTES = 2 << 20;

    private final FrameSource source;
    private final List<Frame> frames = new ArrayList<>();

    Upcoming(FrameSource source) {
        this.source = source;
    }

    /** The next frame; null when none waits. */
    @Nullable
    Frame peek() {
        return frame(0);
    }

    /**
     * The frames behind this position without a hole between them, as many as fit one group, at least one; none when the
     * next frame begins later. They stay here until {@link #take}.
     */
    List<Frame> group(long position, int maxRows) {
        int size = 0;
        long rows = 0;
        long bytes = 0;
        long next = position + 1;
        for (Frame frame = frame(0); frame != null && frame.first() <= next; frame = frame(size)) {
            rows += frame.rows();
            bytes += frame.bytes();
            if (size > 0 && (rows > maxRows || bytes > GROUP_BYTES)) {
                break;
            }
            size++;
            next = frame.last() + 1;
        }
        return List.copyOf(frames.subList(0, size));
    }

    private @Nullable Frame frame(int index) {
        if (index == frames.size()) {
            Frame read = source.next();
            if (read == null) {
                return null;
            }
            frames.add(read);
        }
        return frames.get(index);
    }

    /** Lets go of so many. */
    void take(int count) {
        frames.subList(0, count).clear();
    }

    /** Lets go of all: the source stands elsewhere now. */
    void clear() {
        frames.clear();
    }
}
