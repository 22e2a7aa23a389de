package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.Quarter;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleRows;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Summary;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns rows into sketches and merges those of one series and quarter of an hour, for a spool that is nearly full: a day
 * of them takes the room of minutes of rows, and no count, sum, min or max is lost. One thread at a time; used for one
 * batch, or for a run of batches that becomes one.
 */
final class Folding {
    private final Map<Long, Map<Integer, Summary>> samples = new LinkedHashMap<>();
    private final Map<Long, Map<Integer, ExecutionSummary>> executions = new LinkedHashMap<>();

    /** A batch of the same records and totals without rows. */
    static Batch fold(Batch batch) {
        Folding folding = new Folding();
        folding.add(batch);
        return folding.result(batch);
    }

    /** Adds a batch's records; the batch stays as it is. */
    void add(Batch batch) {
        for (SampleSketch sketch : batch.sampleSketches()) {
            samplesAt(sketch.fromMicros(), sketch.series()).merge(sketch.summary());
        }
        for (ExecutionSketch sketch : batch.executionSketches()) {
            executionsAt(sketch.fromMicros(), sketch.group()).merge(sketch.summary());
        }
        foldRows(batch.samples());
        batch.executions().forEach(this::foldRow);
    }

    /** Heap that it takes; asks every summary. */
    long heapBytes() {
        long sum = 0;
        for (Map<Integer, Summary> bySeries : samples.values()) {
            for (Summary summary : bySeries.values()) {
                sum += summary.heapBytes();
            }
        }
        for (Map<Integer, ExecutionSummary> byGroup : executions.values()) {
            for (ExecutionSummary summary : byGroup.values()) {
                sum += summary.heapBytes();
            }
        }
        return sum;
    }

    private void foldRows(SampleRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            long from = Quarter.startOf(rows.atMicros(i));
            samplesAt(from, rows.series(i)).add(Math.max(0, rows.value(i)));
        }
    }

    private void foldRow(ExecutionRow row) {
        ExecutionSummary summary = executionsAt(Quarter.startOf(row.atMicros()), row.group());
        summary.latency().add(Math.max(0, row.latencyNanos()));
        if (row.waitNanos() >= 0) {
            summary.waits().add(row.waitNanos());
        }
        if (row.userId() != null) {
            summary.users().add(row.userId());
        }
        summary.use(Math.max(0, row.tokens()), Math.max(0, row.costNanoUsd()), row.humanIntervention() ? 1 : 0);
    }

    private Summary samplesAt(long from, int series) {
        return samples.computeIfAbsent(from, f -> new LinkedHashMap<>()).computeIfAbsent(series, s -> new Summary());
    }

    private ExecutionSummary executionsAt(long from, int group) {
        return executions
                .computeIfAbsent(from, f -> new LinkedHashMap<>())
                .computeIfAbsent(group, g -> new ExecutionSummary());
    }

    /** All that was added, under this one's totals. */
    Batch result(Batch last) {
        Batch folded = new Batch();
        samples.forEach((from, bySeries) -> bySeries.forEach(
                (series, summary) -> folded.sampleSketches().add(SampleSketch.of(from, series, summary))));
        executions.forEach((from, byGroup) -> byGroup.forEach(
                (group, summary) -> folded.executionSketches().add(ExecutionSketch.of(from, group, summary))));
        for (RecordKind kind : RecordKind.values()) {
            folded.setTotals(kind, last.totals(kind));
        }
        return folded;
    }
}
