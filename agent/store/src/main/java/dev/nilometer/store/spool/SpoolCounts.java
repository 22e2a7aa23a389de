package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the spool changed about records that the drain had counted already: rows that it folded, records that it had to
 * let go. Safe from every thread.
 */
final class SpoolCounts {
    private KindCounts folded = KindCounts.NONE;
    private KindCounts fullRows = KindCounts.NONE;
    private KindCounts fullSketched = KindCounts.NONE;

    /** The rows of this batch are about to be folded. */
    synchronized void folded(Batch batch) {
        folded = folded.plusRows(batch);
    }

    /** So many rows that were framed as rows have been folded since. */
    synchronized void folded(KindCounts rows) {
        folded = folded.plus(rows);
    }

    /** This batch found no room. */
    synchronized void letGo(Batch batch) {
        fullRows = fullRows.plusRows(batch);
        fullSketched = fullSketched.plusSketched(batch);
    }

    /** The drain's totals with what happened here; the balance holds as it held before. */
    synchronized Totals adjust(RecordKind kind, Totals counted) {
        long lost = fullRows.of(kind) + fullSketched.of(kind);
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        dropped.putAll(counted.dropped());
        if (lost > 0) {
            dropped.merge(DropReason.SPOOL_FULL, lost, Long::sum);
        }
        long rows = counted.rows() - folded.of(kind) - fullRows.of(kind);
        long sketched = counted.sketched() + folded.of(kind) - fullSketched.of(kind);
        return Totals.of(counted.recorded(), rows, sketched, counted.inFlight(), dropped);
    }
}
