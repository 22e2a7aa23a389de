package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.Lanes;
import dev.nilometer.bootstrap.SpilledExecutions;
import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;

/**
 * The sum that must hold: recorded = rows + sketched + in flight + dropped, by kind. Each side is counted where it
 * happens: recorded where a record is taken (plus what still waits in slots and queues, plus what the record path had
 * to refuse), rows and sketched where a batch is sealed, in flight by what is held right now. A record that a caller
 * folded is counted when the drain takes the table it is in. Belongs to nilometer-drain.
 */
final class Balance {
    private final KindBalance samples = new KindBalance(RecordKind.SAMPLE);
    private final KindBalance executions = new KindBalance(RecordKind.EXECUTION);

    KindBalance samples() {
        return samples;
    }

    KindBalance executions() {
        return executions;
    }

    private KindBalance of(RecordKind kind) {
        return kind == RecordKind.SAMPLE ? samples : executions;
    }

    /** A batch was sealed: what it holds is framed from here on. Counts all of it, or throws and counts nothing. */
    void sealed(Batch batch) {
        long sampleRows = batch.rows(RecordKind.SAMPLE);
        long sampleSketched = batch.sketched(RecordKind.SAMPLE);
        long executionRows = batch.rows(RecordKind.EXECUTION);
        long executionSketched = batch.sketched(RecordKind.EXECUTION);
        samples.sealed(sampleRows, sampleSketched);
        executions.sealed(executionRows, executionSketched);
    }

    /** Records taken so far, of all kinds. */
    long takenInAll() {
        return samples.taken() + executions.taken();
    }

    /** The totals right now, a sealed batch counted as rows and sketched. */
    Totals totals(RecordKind kind) {
        KindBalance counts = of(kind);
        long waiting = kind == RecordKind.EXECUTION ? SpilledExecutions.pending() : 0;
        int lanes = Lanes.count();
        for (int i = 0; i < lanes; i++) {
            waiting += counts.waiting(Lanes.at(i));
        }
        return counts.totals(waiting);
    }
}
