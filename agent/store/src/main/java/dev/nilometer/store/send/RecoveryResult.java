package dev.nilometer.store.send;

/** What a {@link Recovery} did. Immutable. */
public final class RecoveryResult {
    private final int streams;
    private final long rows;
    private final int left;

    RecoveryResult(int streams, long rows, int left) {
        this.streams = streams;
        this.rows = rows;
        this.left = left;
    }

    /** Streams that were delivered to their end. */
    public int streams() {
        return streams;
    }

    /** Rows that were stored, sketch rows included. */
    public long rows() {
        return rows;
    }

    /** Streams that were left alone: their process lives, or a later version wrote them. */
    public int left() {
        return left;
    }

    @Override
    public String toString() {
        return streams + " streams, " + rows + " rows";
    }
}
