package dev.nilometer.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The running totals of one kind of record since the stream began: recorded = rows + sketched + in flight + dropped.
 * Recorded and in flight are counted where records are taken from lanes and tables, rows and sketched where they are
 * framed. Immutable.
 */
public final class Totals {
    /** Nothing yet. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, new EnumMap<>(DropReason.class));

    private final long recorded;
    private final long rows;
    private final long sketched;
    private final long inFlight;
    private final Map<DropReason, Long> dropped;

    private Totals(long recorded, long rows, long sketched, long inFlight, Map<DropReason, Long> dropped) {
        this.recorded = recorded;
        this.rows = rows;
        this.sketched = sketched;
        this.inFlight = inFlight;
        this.dropped = Collections.unmodifiableMap(dropped);
    }

    /** Totals with these counts; reasons without a loss may be left out. The map is copied. */
    public static Totals of(long recorded, long rows, long sketched, long inFlight, Map<DropReason, Long> dropped) {
        EnumMap<DropReason, Long> copy = new EnumMap<>(DropReason.class);
        copy.putAll(dropped);
        return new Totals(recorded, rows, sketched, inFlight, copy);
    }

    /** Records that the application made. */
    public long recorded() {
        return recorded;
    }

    /** Records that became rows. */
    public long rows() {
        return rows;
    }

    /** Records that are inside sketch rows. */
    public long sketched() {
        return sketched;
    }

    /** Records on their way: lanes, fold tables, batch and spool, each counted for itself. */
    public long inFlight() {
        return inFlight;
    }

    /** Lost records by reason; unmodifiable. */
    public Map<DropReason, Long> dropped() {
        return dropped;
    }

    /** Lost records, all reasons together. */
    public long droppedInAll() {
        long sum = 0;
        for (long lost : dropped.values()) {
            sum += lost;
        }
        return sum;
    }

    @Override
    public String toString() {
        return recorded + " = " + rows + " rows + " + sketched + " sketched + " + inFlight + " in flight + " + dropped;
    }
}
