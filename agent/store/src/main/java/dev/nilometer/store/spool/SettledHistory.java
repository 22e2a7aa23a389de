package dev.nilometer.store.spool;

import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the database last confirmed of the living stream, and what it confirmed before: a database that fell back to an
 * older state (fail-over, restore) is met where it stands. The last 256 positions are known. Safe from every thread.
 */
final class SettledHistory {
    private static final int KEPT = 256;

    private final Deque<Settled> known = new ArrayDeque<>();

    SettledHistory() {
        known.add(Settled.start());
    }

    synchronized Settled latest() {
        return known.getLast();
    }

    synchronized void add(Settled settled) {
        known.removeIf(older -> older.position() >= settled.position());
        known.addLast(settled);
        if (known.size() > KEPT) {
            known.removeFirst();
        }
    }

    synchronized Settled at(long position) {
        if (position == 0) {
            return Settled.start();
        }
        for (Settled settled : known) {
            if (settled.position() == position) {
                return settled;
            }
        }
        return latest().uncountedAt(position);
    }

    /** Totals as SQL shows them for what is settled, with everything behind that in flight. */
    Totals outside(RecordKind kind, Totals framed) {
        Settled now = latest();
        long rows = Math.max(0, framed.rows() - now.rows(kind));
        long sketched = Math.max(0, framed.sketched() - now.sketched(kind));
        Totals stored = now.totals(kind, framed);
        return Totals.of(
                stored.recorded(),
                stored.rows() - rows,
                stored.sketched() - sketched,
                stored.inFlight() + rows + sketched,
                stored.dropped());
    }
}
