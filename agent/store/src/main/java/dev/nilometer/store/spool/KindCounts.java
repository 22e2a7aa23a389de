package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;

/** A number for each kind of record. Immutable. */
final class KindCounts {
    static final KindCounts NONE = new KindCounts(0, 0);

    private final long samples;
    private final long executions;

    private KindCounts(long samples, long executions) {
        this.samples = samples;
        this.executions = executions;
    }

    static KindCounts of(long samples, long executions) {
        return new KindCounts(samples, executions);
    }

    /** Rows framed up to and with a frame, as its totals say. */
    static KindCounts rowsOf(Batch totals) {
        return new KindCounts(
                totals.totals(RecordKind.SAMPLE).rows(),
                totals.totals(RecordKind.EXECUTION).rows());
    }

    /** Records in sketches framed up to and with a frame, as its totals say. */
    static KindCounts sketchedOf(Batch totals) {
        return new KindCounts(
                totals.totals(RecordKind.SAMPLE).sketched(),
                totals.totals(RecordKind.EXECUTION).sketched());
    }

    long of(RecordKind kind) {
        return kind == RecordKind.SAMPLE ? samples : executions;
    }

    KindCounts plus(RecordKind kind, long more) {
        return kind == RecordKind.SAMPLE
                ? new KindCounts(samples + more, executions)
                : new KindCounts(samples, executions + more);
    }

    KindCounts plusRows(Batch batch) {
        return new KindCounts(samples + batch.rows(RecordKind.SAMPLE), executions + batch.rows(RecordKind.EXECUTION));
    }

    KindCounts plusSketched(Batch batch) {
        return new KindCounts(
                samples + batch.sketched(RecordKind.SAMPLE), executions + batch.sketched(RecordKind.EXECUTION));
    }

    KindCounts plus(KindCounts other) {
        return new KindCounts(samples + other.samples, executions + other.executions);
    }

    KindCounts minus(KindCounts other) {
        return new KindCounts(samples - other.samples, executions - other.executions);
    }
}
