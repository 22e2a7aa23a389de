package dev.nilometer.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the drain gathered in one flush interval, 200 ms by default: rows, the sums of what was folded, and the running
 * totals as of its end. The spool makes one frame of it. Filled by one thread, then handed over and only read.
 */
public final class Batch {
    private final SampleRows samples = new SampleRows(64);
    private final List<ExecutionRow> executions = new ArrayList<>();
    private final List<SampleSketch> sampleSketches = new ArrayList<>();
    private final List<ExecutionSketch> executionSketches = new ArrayList<>();
    private final Map<RecordKind, Totals> totals = new EnumMap<>(RecordKind.class);

    /** An empty batch. */
    public Batch() {}

    /** Samples that keep a row. */
    public SampleRows samples() {
        return samples;
    }

    /** Executions that keep a row. */
    public List<ExecutionRow> executions() {
        return executions;
    }

    /** Samples without a row, by series and quarter of an hour. */
    public List<SampleSketch> sampleSketches() {
        return sampleSketches;
    }

    /** Executions without a row, by group and quarter of an hour. */
    public List<ExecutionSketch> executionSketches() {
        return executionSketches;
    }

    /** The running totals as of this batch's end, this batch included; {@link Totals#NONE} when not set. */
    public Totals totals(RecordKind kind) {
        return totals.getOrDefault(kind, Totals.NONE);
    }

    /** Sets the running totals of one kind. */
    public void setTotals(RecordKind kind, Totals now) {
        totals.put(kind, now);
    }

    /** Rows of this kind in this batch. */
    public long rows(RecordKind kind) {
        return kind == RecordKind.SAMPLE ? samples.size() : executions.size();
    }

    /** Records of this kind inside this batch's sketches. */
    public long sketched(RecordKind kind) {
        long sum = 0;
        if (kind == RecordKind.SAMPLE) {
            for (SampleSketch sketch : sampleSketches) {
                sum += sketch.summary().count();
            }
        } else {
            for (ExecutionSketch sketch : executionSketches) {
                sum += sketch.summary().count();
            }
        }
        return sum;
    }

    /** True when it holds no record; its totals may still be news. */
    public boolean isEmpty() {
        return samples.size() == 0 && executions.isEmpty() && sampleSketches.isEmpty() && executionSketches.isEmpty();
    }
}
