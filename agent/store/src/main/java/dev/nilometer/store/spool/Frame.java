package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Dictionary;

/**
 * A batch under its sequence numbers, as read back from a segment: records, running totals, and the meaning of the
 * numbers that it uses. Read-only.
 */
public final class Frame {
    private final long first;
    private final long last;
    private final int bytes;
    private final Batch batch;
    private final Dictionary dictionary;

    Frame(long first, long last, int bytes, Batch batch, Dictionary dictionary) {
        this.first = first;
        this.last = last;
        this.bytes = bytes;
        this.batch = batch;
        this.dictionary = dictionary;
    }

    /** The first sequence number it stands for; the same as the last, but for frames that were merged. */
    public long first() {
        return first;
    }

    /** The last sequence number it stands for: the stream's position once it is stored. */
    public long last() {
        return last;
    }

    /** Its length on disk. */
    public int bytes() {
        return bytes;
    }

    /** The records, and the running totals with this frame included. */
    public Batch batch() {
        return batch;
    }

    /** The series and groups that this frame uses; asked for another one it throws. */
    public Dictionary dictionary() {
        return dictionary;
    }

    /** Rows of both kinds. */
    public int rows() {
        return batch.samples().size() + batch.executions().size();
    }

    @Override
    public String toString() {
        return "Frame[" + first + ".." + last + ", " + rows() + " rows]";
    }
}
