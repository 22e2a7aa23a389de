package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.Lane;
import dev.nilometer.bootstrap.SelfCounter;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import java.util.EnumMap;
import java.util.Map;

/** The counts of one kind of record behind the {@link Balance}. Belongs to nilometer-drain. */
final class KindBalance {
    private final RecordKind kind;
    private long taken;
    private long rows;
    private long sketched;
    private long held;
    private long overfull;
    private long heapFull;

    KindBalance(RecordKind kind) {
        this.kind = kind;
    }

    /** Records were taken out of lanes, tables or cells, and are now held here. */
    void take(long count) {
        taken += count;
        held += count;
    }

    /** Records that were held had to be let go: the spool took nothing for an hour. */
    void overfull(long count) {
        held -= count;
        overfull += count;
    }

    /** Records that were held found no heap to be put into. */
    void heapFull(long count) {
        held -= count;
        heapFull += count;
    }

    /** So many were sealed into a batch. */
    void sealed(long rowsSealed, long sketchedSealed) {
        rows += rowsSealed;
        sketched += sketchedSealed;
        held -= rowsSealed + sketchedSealed;
    }

    long taken() {
        return taken;
    }

    /** The totals, given how many wait in slots or queues at this moment. */
    Totals totals(long waiting) {
        boolean samples = kind == RecordKind.SAMPLE;
        long invalid = samples ? SelfCounter.INVALID_SAMPLES.count() : 0;
        SelfCounter lost = samples ? SelfCounter.LOST_SAMPLES : SelfCounter.LOST_EXECUTIONS;
        long cellsFull = lost.count();
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        put(dropped, DropReason.INVALID, invalid);
        put(dropped, DropReason.CELLS_FULL, cellsFull);
        put(dropped, DropReason.HEAP_FULL, heapFull);
        put(dropped, DropReason.SPOOL_FULL, overfull);
        return Totals.of(taken + waiting + invalid + cellsFull, rows, sketched, held + waiting, dropped);
    }

    private static void put(Map<DropReason, Long> dropped, DropReason reason, long count) {
        if (count > 0) {
            dropped.put(reason, count);
        }
    }

    /** Records of this kind that wait in a lane. */
    long waiting(Lane lane) {
        return kind == RecordKind.SAMPLE ? lane.pendingSlots() : lane.pendingExecutions();
    }
}
