package dev.nilometer.store.spool;

import org.jspecify.annotations.Nullable;

/**
 * A stream whose frames can be delivered: the living process's {@link Spool}, or a {@link DeadStream}. One thread at a
 * time (nilometer-send), but for {@link #header}.
 */
public interface FrameSource {
    /** Whose stream it is. */
    StreamHeader header();

    /** The next call of {@link #next} gives the first frame beyond this position. */
    void seek(long position);

    /** The next frame; null when there is none (yet). A jump in the sequence numbers is a hole: lost for good. */
    @Nullable
    Frame next();

    /** True when the database may have forgotten the stream: its position would say nothing about these frames. */
    boolean isExpired();

    /** What was known about the stream when the database stood at this position. */
    Settled settledAt(long position);

    /** Before a commit: remembers what will hold if it succeeds, so that nobody has to know whether it did. */
    void expect(Settled next);

    /** After a commit, or when the database said so: all up to there is stored, and its segments go. */
    void settle(Settled now);
}
