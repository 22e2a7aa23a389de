package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleRows;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Summary;
import dev.nilometer.model.Totals;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch as a frame: numbers as differences and varints, about 12 bytes for a sample row. Its mirror is
 * {@link FrameDecoder}. The spool's thread alone.
 */
final class FrameEncoder {
    private final UUID stream;
    private final Dictionary dictionary;
    private final FrameOutput out = new FrameOutput();

    FrameEncoder(UUID stream, Dictionary dictionary) {
        this.stream = stream;
        this.dictionary = dictionary;
    }

    /** The frame of this batch; valid until the next call. */
    FrameOutput encode(Batch batch, long first, long last) {
        Record.begin(out);
        out.i64(first);
        out.i64(last);
        for (RecordKind kind : RecordKind.values()) {
            totals(batch.totals(kind));
        }
        new DefinitionsEncoder(dictionary).encode(batch, out);
        samples(batch.samples());
        out.varint(batch.executions().size());
        for (ExecutionRow row : batch.executions()) {
            execution(row);
        }
        out.varint(batch.sampleSketches().size());
        for (SampleSketch sketch : batch.sampleSketches()) {
            out.zigzag(sketch.fromMicros());
            out.varint(sketch.series());
            summary(sketch.summary());
        }
        out.varint(batch.executionSketches().size());
        for (ExecutionSketch sketch : batch.executionSketches()) {
            executionSketch(sketch);
        }
        Record.end(out, Record.FRAME, stream);
        return out;
    }

    private void totals(Totals totals) {
        out.varint(totals.recorded());
        out.varint(totals.rows());
        out.varint(totals.sketched());
        out.varint(totals.inFlight());
        out.varint(totals.dropped().size());
        for (Map.Entry<DropReason, Long> loss : totals.dropped().entrySet()) {
            out.text(loss.getKey().label());
            out.varint(loss.getValue());
        }
    }

    private void samples(SampleRows rows) {
        out.varint(rows.size());
        long at = 0;
        long execution = 0;
        for (int i = 0; i < rows.size(); i++) {
            out.zigzag(rows.atMicros(i) - at);
            out.zigzag(rows.value(i));
            out.zigzag(rows.execution(i) - execution);
            out.varint(rows.series(i));
            at = rows.atMicros(i);
            execution = rows.execution(i);
        }
    }

    private void execution(ExecutionRow row) {
        out.zigzag(row.id());
        out.varint(row.group());
        out.zigzag(row.atMicros());
        out.zigzag(row.latencyNanos());
        out.zigzag(row.waitNanos());
        out.zigzag(row.parentId());
        out.zigzag(row.tokens());
        out.zigzag(row.costNanoUsd());
        optional(row.itemId());
        optional(row.correlationId());
        optional(row.userId());
        out.u8(row.humanIntervention() ? 1 : 0);
        out.zigzag(row.attempt());
        out.zigzag(row.stagesKept());
        optional(row.errorMessage());
        out.varint(row.metadata().size());
        for (Map.Entry<String, String> entry : row.metadata().entrySet()) {
            out.text(entry.getKey());
            out.text(entry.getValue());
        }
    }

    private void optional(@Nullable String text) {
        out.u8(text == null ? 0 : 1);
        if (text != null) {
            out.text(text);
        }
    }

    private void executionSketch(ExecutionSketch sketch) {
        out.zigzag(sketch.fromMicros());
        out.varint(sketch.group());
        ExecutionSummary summary = sketch.summary();
        summary(summary.latency());
        summary(summary.waits());
        summary(summary.tokens());
        summary(summary.cost());
        out.blob(summary.users().encode());
        out.zigzag(summary.interventions());
    }

    private void summary(Summary summary) {
        out.zigzag(summary.sum());
        out.zigzag(summary.min());
        out.zigzag(summary.max());
        out.blob(summary.sketch().encode());
    }
}
