package dev.nilometer.bootstrap;

/** What the record path holds of the host's heap, and how much it may. Safe from every thread, racy readings. */
public final class RecorderMemory {
    /** Lanes together, bytes. */
    public static final long LANES_BOUND = (8L << 20) / Limits.SHARE;

    /** Fold tables together, bytes. */
    public static final long TABLES_BOUND = (4L << 20) / Limits.SHARE;

    private RecorderMemory() {}

    /** Bytes of all lanes, with the executions that wait in them; without those executions' texts. */
    public static long laneBytes() {
        long waiting = 0;
        int count = Lanes.count();
        for (int i = 0; i < count; i++) {
            waiting += Lanes.at(i).pendingExecutions();
        }
        return (long) count * Lane.BYTES + waiting * OpenExecution.BYTES;
    }

    /** Bytes of the tables of lanes, of the shared cells, and of the drain's spare one. */
    public static long tableBytes() {
        return (long) (Lanes.tables() + SharedCells.tables() + 1) * FoldTable.BYTES;
    }

    /** Bytes of the names of all keys. */
    public static long keyBytes() {
        return Keys.bytes();
    }

    /** Bytes that those may take. */
    public static long keysBound() {
        return Limits.KEY_BYTES;
    }
}
