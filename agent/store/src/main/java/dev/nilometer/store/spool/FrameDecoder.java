package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.DistinctCount;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleRows;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import dev.nilometer.model.Totals;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame back. What cannot be right throws {@link IllegalArgumentException}, though its checksum was. Stateless.
 */
final class FrameDecoder {
    private FrameDecoder() {}

    /** The frame whose body stands in these bytes; they may be overwritten afterwards. */
    static Frame decode(byte[] bytes, int from, int length) {
        FrameInput in = new FrameInput(bytes, from, length);
        long first = in.i64();
        long last = in.i64();
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("sequence numbers " + first + ".." + last);
        }
        Batch batch = new Batch();
        for (RecordKind kind : RecordKind.values()) {
            batch.setTotals(kind, totals(in));
        }
        Definitions definitions = new Definitions(in.blob());
        samples(in, batch.samples());
        for (int i = in.count(); i > 0; i--) {
            batch.executions().add(execution(in));
        }
        for (int i = in.count(); i > 0; i--) {
            batch.sampleSketches().add(SampleSketch.of(in.zigzag(), in.number(), summary(in)));
        }
        for (int i = in.count(); i > 0; i--) {
            batch.executionSketches().add(ExecutionSketch.of(in.zigzag(), in.number(), executionSummary(in)));
        }
        return new Frame(first, last, Record.HEAD_BYTES + length, batch, definitions);
    }

    private static Totals totals(FrameInput in) {
        long recorded = in.varint();
        long rows = in.varint();
        long sketched = in.varint();
        long inFlight = in.varint();
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (int i = in.count(); i > 0; i--) {
            String label = in.text();
            long lost = in.varint();
            dropped.merge(reason(label), lost, Long::sum);
        }
        return Totals.of(recorded, rows, sketched, inFlight, dropped);
    }

    static DropReason reason(String label) {
        for (DropReason reason : DropReason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no reason is called " + label);
    }

    private static void samples(FrameInput in, SampleRows rows) {
        long at = 0;
        long execution = 0;
        for (int i = in.count(); i > 0; i--) {
            at += in.zigzag();
            long value = in.zigzag();
            execution += in.zigzag();
            rows.add(at, value, execution, in.number());
        }
    }

    private static ExecutionRow execution(FrameInput in) {
        ExecutionRow.Builder row = new ExecutionRow.Builder(in.zigzag(), in.number())
                .ended(in.zigzag(), in.zigzag())
                .waited(in.zigzag())
                .parent(in.zigzag())
                .used(in.zigzag(), in.zigzag())
                .on(optional(in), optional(in), optional(in))
                .humanIntervention(in.u8() == 1)
                .attempt((int) in.zigzag())
                .stagesKept((int) in.zigzag())
                .error(optional(in));
        for (int i = in.count(); i > 0; i--) {
            row.put(in.text(), in.text());
        }
        return row.build();
    }

    private static @Nullable String optional(FrameInput in) {
        return in.u8() == 0 ? null : in.text();
    }

    private static Summary summary(FrameInput in) {
        long sum = in.zigzag();
        long min = in.zigzag();
        long max = in.zigzag();
        return Summary.of(sum, min, max, Sketch.decode(in.blob()));
    }

    private static ExecutionSummary executionSummary(FrameInput in) {
        Summary latency = summary(in);
        Summary waits = summary(in);
        Summary tokens = summary(in);
        Summary cost = summary(in);
        DistinctCount users = DistinctCount.decode(in.blob());
        return ExecutionSummary.of(latency, waits, tokens, cost, in.zigzag(), users);
    }
}
