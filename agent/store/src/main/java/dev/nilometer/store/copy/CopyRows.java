package dev.nilometer.store.copy;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows of one COPY statement. Any range of them can be sent alone, and a row that the database refuses can be left
 * out. Filled by {@link SampleCopy} and {@link ExecutionCopy}. Not thread-safe; reused.
 */
public final class CopyRows {
    private final CopyTarget target;
    private final CopyBuffer buffer = new CopyBuffer();
    private final BitSet leftOut = new BitSet();
    private int[] ends = new int[64];
    private long[] at = new long[64];
    private long[] records = new long[64];
    private int size;

    /** No rows for this target. */
    public CopyRows(CopyTarget target) {
        this.target = target;
    }

    /** Forgets its rows. */
    public void reset() {
        buffer.reset();
        leftOut.clear();
        size = 0;
    }

    /** Where they go. */
    public CopyTarget target() {
        return target;
    }

    /** Number of rows, those left out included. */
    public int size() {
        return size;
    }

    /** Bytes of all rows. */
    public int bytes() {
        return buffer.size();
    }

    /** The instant of a row, microseconds since 1970 UTC. */
    public long atMicros(int row) {
        return at[row];
    }

    /** How many records a row stands for: 1, or a sketch's count. */
    public long records(int row) {
        return records[row];
    }

    /** The row is not to be sent. */
    public void leaveOut(int row) {
        leftOut.set(row);
    }

    /** True when the row is not to be sent. */
    public boolean isLeftOut(int row) {
        return leftOut.get(row);
    }

    /** The row as JSON, to be set aside. */
    public String describe(int row) {
        return RowText.of(this, row);
    }

    /** The first row from here on that is to be sent; {@link #size} when there is none. */
    public int nextIn(int row) {
        return Math.min(size, leftOut.nextClearBit(row));
    }

    /** The first row from here on that is left out; {@link #size} when there is none. */
    public int nextOut(int row) {
        int next = leftOut.nextSetBit(row);
        return next < 0 ? size : Math.min(size, next);
    }

    /** Where a row's bytes begin; for {@link #size} the end of the last one. */
    public int offset(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** The bytes of all rows; not a copy. */
    public byte[] array() {
        return buffer.array();
    }

    /** Starts a row; its fields follow. */
    CopyBuffer begin() {
        buffer.row(target.fields());
        return buffer;
    }

    /** The row is complete. */
    void end(long atMicros, long standsFor) {
        if (size == ends.length) {
            int capacity = size * 2;
            ends = Arrays.copyOf(ends, capacity);
            at = Arrays.copyOf(at, capacity);
            records = Arrays.copyOf(records, capacity);
        }
        ends[size] = buffer.size();
        at[size] = atMicros;
        records[size] = standsFor;
        size++;
    }
}
