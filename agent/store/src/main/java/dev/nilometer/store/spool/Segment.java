package dev.nilometer.store.spool;

import java.io.IOException;

/**
 * A run of frames, on disk or in memory. One thread appends (nilometer-spool), one reads (nilometer-send); bytes below
 * {@link #bytes} never change.
 */
interface Segment {
    /** The last sequence number in it; 0 for none. */
    long last();

    /** How many bytes may be read: whole records only, as far as its writer knows. */
    long bytes();

    /** True when nothing will be appended any more; ask before {@link #bytes}. */
    boolean isSealed();

    /** Reads up to so many bytes from a place; returns how many, 0 at the end. */
    int read(long at, byte[] into, int length) throws IOException;

    /** Its reader came to the end and found this last number: news for a segment that a dead process left. */
    void readThrough(long lastSequence);

    /** Takes it from its disk or memory; with {@code keep} a file is set aside instead. Never throws. */
    void discard(boolean keep);

    /** Gives back what reading it has opened. Never throws. */
    void release();
}
