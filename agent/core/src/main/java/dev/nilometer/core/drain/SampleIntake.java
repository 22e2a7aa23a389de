package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.SlotSink;
import dev.nilometer.core.budget.RowBudget;
import dev.nilometer.core.series.MinuteLimit;
import dev.nilometer.core.series.Series;
import dev.nilometer.core.series.SeriesTable;

/** Takes samples that came as slots: each is counted, then becomes a row or joins a summary. On nilometer-drain. */
final class SampleIntake implements SlotSink {
    private final SeriesTable series;
    private final RowBudget budget;
    private final Pending pending;
    private final Balance balance;
    private final Anchor anchor;
    private final StageCorrections corrections;
    private long rows;

    SampleIntake(
            SeriesTable series,
            RowBudget budget,
            Pending pending,
            Balance balance,
            Anchor anchor,
            StageCorrections corrections) {
        this.series = series;
        this.budget = budget;
        this.pending = pending;
        this.balance = balance;
        this.anchor = anchor;
        this.corrections = corrections;
    }

    /** How many became rows since the start. */
    long rows() {
        return rows;
    }

    @Override
    public void slot(int key, int flags, long startNanos, long value, long execution) {
        balance.samples().take(1);
        boolean row;
        try {
            row = place(key, flags, startNanos, value, execution);
        } catch (OutOfMemoryError e) {
            balance.samples().heapFull(1);
            throw e;
        }
        if (!row && (flags & TIMED) != 0 && (flags & KEPT) != 0) {
            corrections.folded(execution);
        }
    }

    /** True when it became a row, false when it was summed up; what throws has done neither. */
    private boolean place(int key, int flags, long startNanos, long value, long execution) {
        Series of = series.ofKey(key);
        boolean timed = (flags & TIMED) != 0;
        long atMicros = anchor.epochMicros(timed ? startNanos + value : startNanos);
        of.add(value);
        MinuteLimit slow = of.slow();
        if (slow != null && budget.isLimited()) {
            slow.add(value);
        }
        if (budget.keepsSample(of, flags, value) && pending.hasRoom()) {
            pending.row(atMicros, value, execution, of);
            rows++;
            return true;
        }
        pending.summary(of, atMicros).add(value);
        return false;
    }
}
