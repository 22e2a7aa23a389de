package dev.nilometer.core.drain;

import dev.nilometer.core.BatchSink;
import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is pending each flush interval and offers it to the spool. A refused batch waits, alone, and is offered
 * again at each interval; until it is taken nothing else is sealed. Belongs to nilometer-drain.
 */
final class HandOver {
    private final Pending pending;
    private final Balance balance;
    private final BatchSink sink;
    private final long intervalNanos;
    private long lastNanos;
    private long lastNews = -1;
    private @Nullable Batch sealed;
    private boolean counted;
    private @Nullable Batch refused;

    HandOver(Pending pending, Balance balance, BatchSink sink, long intervalNanos, long nowNanos) {
        this.pending = pending;
        this.balance = balance;
        this.sink = sink;
        this.intervalNanos = intervalNanos;
        this.lastNanos = nowNanos;
    }

    /** Flushes when the interval is over. */
    void flushIfDue(long nowNanos) {
        if (nowNanos - lastNanos >= intervalNanos) {
            lastNanos = nowNanos;
            flush();
        }
    }

    /** Nanoseconds until the next flush is due; may be negative. */
    long dueInNanos(long nowNanos) {
        return intervalNanos - (nowNanos - lastNanos);
    }

    /** Hands over all that is pending; false when the spool refused. */
    boolean flush() {
        if (!offerRefused()) {
            return false;
        }
        Batch batch = seal();
        long news = 0;
        for (RecordKind kind : RecordKind.values()) {
            batch.setTotals(kind, balance.totals(kind));
            news += batch.totals(kind).recorded() + batch.totals(kind).droppedInAll();
        }
        sealed = null;
        if (batch.isEmpty() && news == lastNews) {
            return true;
        }
        lastNews = news;
        refused = batch;
        return offerRefused();
    }

    /** Seals and counts what is pending; where the heap ends in between, the next call goes on with what this one began. */
    private Batch seal() {
        Batch batch = sealed;
        if (batch == null) {
            batch = pending.seal();
            sealed = batch;
            counted = false;
        }
        if (!counted) {
            balance.sealed(batch);
            counted = true;
        }
        return batch;
    }

    private boolean offerRefused() {
        Batch waiting = refused;
        if (waiting == null) {
            return true;
        }
        if (!sink.offer(waiting)) {
            return false;
        }
        refused = null;
        return true;
    }

    /** The batch that waits; null when none does. */
    @Nullable
    Batch refused() {
        return refused;
    }
}
