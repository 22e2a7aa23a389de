package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of a stream up to one position: how many rows and sketched records were framed, and how many of them
 * were lost on the way to the database, by reason. It turns a frame's totals into those that SQL shows. Immutable.
 */
public final class Settled {
    private final long position;
    private final boolean counted;
    private final KindCounts rows;
    private final KindCounts sketched;
    private final Map<DropReason, KindCounts> lostRows;
    private final Map<DropReason, KindCounts> lostSketched;

    private Settled(
            long position,
            boolean counted,
            KindCounts rows,
            KindCounts sketched,
            Map<DropReason, KindCounts> lostRows,
            Map<DropReason, KindCounts> lostSketched) {
        this.position = position;
        this.counted = counted;
        this.rows = rows;
        this.sketched = sketched;
        this.lostRows = lostRows;
        this.lostSketched = lostSketched;
    }

    /** A stream of which the database has nothing. */
    public static Settled start() {
        return of(
                0, KindCounts.NONE, KindCounts.NONE, new EnumMap<>(DropReason.class), new EnumMap<>(DropReason.class));
    }

    static Settled of(
            long position,
            KindCounts rows,
            KindCounts sketched,
            Map<DropReason, KindCounts> lostRows,
            Map<DropReason, KindCounts> lostSketched) {
        return new Settled(position, true, rows, sketched, lostRows, lostSketched);
    }

    /** The same losses at a position whose counts nobody knows any more. */
    public Settled uncountedAt(long other) {
        return new Settled(other, false, rows, sketched, lostRows, lostSketched);
    }

    /** The same losses at a position that these totals describe. */
    public Settled at(long other, Batch totals) {
        return of(other, KindCounts.rowsOf(totals), KindCounts.sketchedOf(totals), lostRows, lostSketched);
    }

    /** As it was just before this frame: its totals without its own records. */
    public Settled before(Frame frame) {
        Batch batch = frame.batch();
        KindCounts ownRows = KindCounts.NONE.plusRows(batch);
        KindCounts ownSketched = KindCounts.NONE.plusSketched(batch);
        return of(
                frame.first() - 1,
                KindCounts.rowsOf(batch).minus(ownRows),
                KindCounts.sketchedOf(batch).minus(ownSketched),
                lostRows,
                lostSketched);
    }

    /** With so many more framed records lost. */
    public Settled losing(RecordKind kind, DropReason reason, long moreRows, long moreSketched) {
        if (moreRows == 0 && moreSketched == 0) {
            return this;
        }
        return new Settled(
                position,
                counted,
                rows,
                sketched,
                plus(lostRows, kind, reason, moreRows),
                plus(lostSketched, kind, reason, moreSketched));
    }

    private static Map<DropReason, KindCounts> plus(
            Map<DropReason, KindCounts> lost, RecordKind kind, DropReason reason, long more) {
        Map<DropReason, KindCounts> sum = new EnumMap<>(DropReason.class);
        sum.putAll(lost);
        sum.put(reason, lost.getOrDefault(reason, KindCounts.NONE).plus(kind, more));
        return sum;
    }

    /** The stream's position. */
    public long position() {
        return position;
    }

    /** False when {@link #rows} and {@link #sketched} are not known for this position. */
    public boolean isCounted() {
        return counted;
    }

    /** Rows framed since the stream began. */
    public long rows(RecordKind kind) {
        return rows.of(kind);
    }

    /** Records in framed sketches since the stream began. */
    public long sketched(RecordKind kind) {
        return sketched.of(kind);
    }

    /** Framed records that were lost for this reason. */
    public long lost(RecordKind kind, DropReason reason) {
        return lostRows.getOrDefault(reason, KindCounts.NONE).of(kind)
                + lostSketched.getOrDefault(reason, KindCounts.NONE).of(kind);
    }

    /** True when exactly the same was lost. */
    public boolean hasLossesOf(Settled other) {
        return lostRows == other.lostRows && lostSketched == other.lostSketched;
    }

    /** A frame's totals as they are once its losses are counted as dropped; the balance holds as it held before. */
    public Totals totals(RecordKind kind, Totals framed) {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        dropped.putAll(framed.dropped());
        for (DropReason reason : DropReason.values()) {
            long lost = lost(kind, reason);
            if (lost > 0) {
                dropped.merge(reason, lost, Long::sum);
            }
        }
        return Totals.of(
                framed.recorded(),
                framed.rows() - sum(lostRows, kind),
                framed.sketched() - sum(lostSketched, kind),
                framed.inFlight(),
                dropped);
    }

    private static long sum(Map<DropReason, KindCounts> lost, RecordKind kind) {
        return lost.values().stream().mapToLong(counts -> counts.of(kind)).sum();
    }

    Map<DropReason, KindCounts> lostRows() {
        return lostRows;
    }

    Map<DropReason, KindCounts> lostSketched() {
        return lostSketched;
    }

    @Override
    public String toString() {
        return "Settled[position " + position + (lostRows.isEmpty() ? "" : ", losses") + "]";
    }
}
