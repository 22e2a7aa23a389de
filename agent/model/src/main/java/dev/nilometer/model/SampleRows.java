package dev.nilometer.model;

import java.util.Arrays;

/**
 * Samples of a {@link Batch}, in columns: 28 bytes a row and no object for each. Filled by one thread, then only read.
 */
public final class SampleRows {
    private long[] at;
    private long[] value;
    private long[] execution;
    private int[] series;
    private int size;

    /** No rows, with room for some. */
    public SampleRows(int capacity) {
        at = new long[capacity];
        value = new long[capacity];
        execution = new long[capacity];
        series = new int[capacity];
    }

    /**
     * Adds one row.
     *
     * @param atMicros the instant, microseconds since 1970 UTC
     * @param value in the base unit of the series' metric type
     * @param execution the execution it belongs to; 0 for none
     * @param series its number in the {@link Dictionary}
     */
    public void add(long atMicros, long value, long execution, int series) {
        if (size == at.length) {
            grow();
        }
        this.at[size] = atMicros;
        this.value[size] = value;
        this.execution[size] = execution;
        this.series[size] = series;
        size++;
    }

    private void grow() {
        int capacity = Math.max(64, size * 2);
        // All or none: where the heap ends between two of them, the columns must stay of one length.
        long[] widerAt = Arrays.copyOf(at, capacity);
        long[] widerValue = Arrays.copyOf(value, capacity);
        long[] widerExecution = Arrays.copyOf(execution, capacity);
        series = Arrays.copyOf(series, capacity);
        at = widerAt;
        value = widerValue;
        execution = widerExecution;
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    /** The instant of a row, microseconds since 1970 UTC. */
    public long atMicros(int row) {
        return at[row];
    }

    /** The value of a row, base units. */
    public long value(int row) {
        return value[row];
    }

    /** The execution of a row; 0 for none. */
    public long execution(int row) {
        return execution[row];
    }

    /** The series of a row, its number in the {@link Dictionary}. */
    public int series(int row) {
        return series[row];
    }
}
