package dev.nilometer.store.send;

/** What a {@link Recovery} did. Immutable. */
public final class RecoveryResult {
    private final int streams;
    private final long rows;

    RecoveryResult(int streams, long rows) {
        this.streams = streams;
        this.rows = rows;
    }

    /** Streams that were delivered to their end. */
    public int streams() {
        return streams;
    }

    /** Rows that were stored, sketch rows included. */
    public long rows() {
        return rows;
    }

    @Override
    public String toString() {
        return streams + " streams, " + rows + " rows";
    }
}
