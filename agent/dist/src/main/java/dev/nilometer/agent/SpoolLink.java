package dev.nilometer.agent;

import dev.nilometer.core.BatchSink;
import dev.nilometer.core.InFlight;
import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import dev.nilometer.store.spool.Spool;

/** What the drain knows of the spool. On nilometer-drain. */
final class SpoolLink implements BatchSink, InFlight {
    private final Spool spool;

    SpoolLink(Spool spool) {
        this.spool = spool;
    }

    @Override
    public boolean offer(Batch batch) {
        return spool.offer(batch);
    }

    @Override
    public Totals outside(RecordKind kind, Totals counted) {
        return spool.outside(kind, counted);
    }
}
