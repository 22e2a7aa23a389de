package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.Lane;
import dev.nilometer.bootstrap.Lanes;
import dev.nilometer.bootstrap.SelfCounter;
import dev.nilometer.model.Batch;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sum that must hold: recorded = rows + sketched + in flight + dropped, by kind. Each side is counted where it
 * happens: recorded where a record is taken (plus what still waits in slots and queues, plus what the record path had
 * to refuse), rows and sketched where a batch is sealed, in flight by what is held right now. A record that a caller
 * folded is counted when the drain takes the table it is in. Belongs to nilometer-drain.
 */
final class Balance {
    private final long[] taken = new long[2];
    private final long[] rows = new long[2];
    private final long[] sketched = new long[2];
    private final long[] held = new long[2];
    private final long[] overfull = new long[2];

    /** Records were taken out of lanes, tables or cells, and are now held here. */
    void take(RecordKind kind, long count) {
        taken[kind.ordinal()] += count;
        held[kind.ordinal()] += count;
    }

    /** Records that were held had to be let go: the spool took nothing for hours. */
    void overfull(RecordKind kind, long count) {
        held[kind.ordinal()] -= count;
        overfull[kind.ordinal()] += count;
    }

    /** A batch was sealed: what it holds is framed from here on. */
    void sealed(Batch batch) {
        for (RecordKind kind : RecordKind.values()) {
            int i = kind.ordinal();
            rows[i] += batch.rows(kind);
            sketched[i] += batch.sketched(kind);
            held[i] -= batch.rows(kind) + batch.sketched(kind);
        }
    }

    /** Records taken so far, of all kinds. */
    long takenInAll() {
        return taken[0] + taken[1];
    }

    /** The totals right now, a sealed batch counted as rows and sketched. */
    Totals totals(RecordKind kind) {
        int i = kind.ordinal();
        long waiting = waiting(kind);
        Map<DropReason, Long> dropped = dropped(kind);
        long lost = 0;
        for (long count : dropped.values()) {
            lost += count;
        }
        long recorded = taken[i] + waiting + lost - overfull[i];
        return Totals.of(recorded, rows[i], sketched[i], held[i] + waiting, dropped);
    }

    private Map<DropReason, Long> dropped(RecordKind kind) {
        boolean samples = kind == RecordKind.SAMPLE;
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        put(dropped, DropReason.INVALID, samples ? SelfCounter.INVALID_SAMPLES.count() : 0);
        SelfCounter lost = samples ? SelfCounter.LOST_SAMPLES : SelfCounter.LOST_EXECUTIONS;
        put(dropped, DropReason.CELLS_FULL, lost.count());
        put(dropped, DropReason.SPOOL_FULL, overfull[kind.ordinal()]);
        return dropped;
    }

    private static void put(Map<DropReason, Long> dropped, DropReason reason, long count) {
        if (count > 0) {
            dropped.put(reason, count);
        }
    }

    /** Records that wait in slots or queues at this moment. */
    private static long waiting(RecordKind kind) {
        long sum = 0;
        int lanes = Lanes.count();
        for (int i = 0; i < lanes; i++) {
            Lane lane = Lanes.at(i);
            sum += kind == RecordKind.SAMPLE ? lane.pendingSlots() : lane.pendingExecutions();
        }
        return sum;
    }
}
