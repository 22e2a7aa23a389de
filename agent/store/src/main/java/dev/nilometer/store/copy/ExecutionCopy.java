package dev.nilometer.store.copy;

import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.Summary;

/** Executions as rows of {@code execution_rows} and {@code execution_sketches}. Stateless. */
public final class ExecutionCopy {
    private ExecutionCopy() {}

    /** Adds one execution; the group's id is the database's. */
    public static void row(CopyRows rows, ExecutionRow row, int groupId, int streamNo) {
        CopyBuffer out = rows.begin();
        out.timestamptz(row.atMicros());
        out.int8(row.latencyNanos());
        out.int8OrNull(row.waitNanos(), ExecutionRow.NO_WAIT);
        out.int8(row.id());
        out.int4(groupId);
        out.int8(row.tokens());
        out.int8(row.costNanoUsd());
        out.text(row.itemId());
        out.text(row.correlationId());
        out.text(row.userId());
        out.bool(row.humanIntervention());
        out.int4(row.attempt());
        out.int4(row.stagesKept());
        out.text(row.errorMessage());
        out.jsonb(row.metadata().isEmpty() ? null : JsonText.object(row.metadata()));
        out.int8OrNull(row.parentId(), 0);
        out.int4(streamNo);
        rows.end(row.atMicros(), 1);
    }

    /** Adds one sketch; the group's id is the database's. */
    public static void sketch(CopyRows rows, ExecutionSketch sketch, int groupId, int streamNo) {
        ExecutionSummary summary = sketch.summary();
        CopyBuffer out = rows.begin();
        out.timestamptz(sketch.fromMicros());
        out.int4(groupId);
        out.int8(summary.count());
        SampleCopy.summary(out, summary.latency());
        SampleCopy.summary(out, summary.waits());
        use(out, summary.tokens());
        use(out, summary.cost());
        out.int8(summary.interventions());
        if (summary.users().isEmpty()) {
            out.none();
        } else {
            out.bytea(summary.users().encode());
        }
        out.int4(streamNo);
        rows.end(sketch.fromMicros(), summary.count());
    }

    /** Sum, min, max and the sketch's bytes: executions that it does not count used nothing. */
    private static void use(CopyBuffer out, Summary used) {
        out.int8(used.sum());
        out.int8(used.min());
        out.int8(used.max());
        out.bytea(used.sketch().encode());
    }
}
