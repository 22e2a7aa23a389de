package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.FoldSink;
import dev.nilometer.bootstrap.KeyInfo;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.core.budget.RowBudget;
import dev.nilometer.core.series.ExecutionGroup;
import dev.nilometer.core.series.GroupTable;
import dev.nilometer.core.series.MinuteLimit;
import dev.nilometer.core.series.Series;
import dev.nilometer.core.series.SeriesTable;
import dev.nilometer.model.ExecutionSummary;
import org.jspecify.annotations.Nullable;

/** Takes what callers folded; its instant is that of the pass. On nilometer-drain. */
final class FoldIntake implements FoldSink {
    private final SeriesTable series;
    private final GroupTable groups;
    private final RowBudget budget;
    private final Pending pending;
    private final Balance balance;
    private final Anchor anchor;

    FoldIntake(
            SeriesTable series, GroupTable groups, RowBudget budget, Pending pending, Balance balance, Anchor anchor) {
        this.series = series;
        this.groups = groups;
        this.budget = budget;
        this.pending = pending;
        this.balance = balance;
        this.anchor = anchor;
    }

    @Override
    public void fold(int key, int bin, boolean aboveBound, long count, long sum, long min, long max) {
        KeyInfo info = Keys.info(key);
        KindBalance counts = countsOf(info.metricCode());
        if (counts != null) {
            counts.take(count);
        }
        try {
            if (info.metricCode() >= Keys.EXECUTION_TIME) {
                foldExecution(info, bin, aboveBound, count, sum, min, max);
            } else {
                foldSamples(key, bin, aboveBound, count, sum, min, max);
            }
        } catch (OutOfMemoryError e) {
            // The table is taken: its other entries may find room.
            if (counts != null) {
                counts.heapFull(count);
            }
        }
    }

    /** What an entry counts for; null for one that only says more about executions counted elsewhere. */
    private @Nullable KindBalance countsOf(int metricCode) {
        if (metricCode < Keys.EXECUTION_TIME) {
            return balance.samples();
        }
        return metricCode == Keys.EXECUTION_TIME ? balance.executions() : null;
    }

    private void foldSamples(int key, int bin, boolean aboveBound, long count, long sum, long min, long max) {
        Series of = series.ofKey(key);
        of.addFold(bin, aboveBound, count, sum, max);
        budget.folded(of, count);
        MinuteLimit slow = of.slow();
        if (slow != null && budget.isLimited()) {
            slow.add(bin, count);
        }
        pending.summary(of, anchor.nowMicros()).addBin(bin, count, sum, min, max);
    }

    private void foldExecution(KeyInfo info, int bin, boolean aboveBound, long count, long sum, long min, long max) {
        ExecutionGroup group = groups.ofKey(info.key());
        ExecutionSummary summary = pending.summary(group, anchor.nowMicros());
        switch (info.metricCode()) {
            case Keys.EXECUTION_TIME:
                group.latency().addFold(bin, aboveBound, count, sum);
                summary.latency().addBin(bin, count, sum, min, max);
                group.actor().ended(anchor.nowMicros());
                group.actor().slow().add(bin, count);
                break;
            case Keys.QUEUE_WAIT:
                group.waits().addFold(bin, aboveBound, count, sum);
                summary.waits().addBin(bin, count, sum, min, max);
                break;
            case Keys.EXECUTION_TOKENS:
                summary.tokens().addBin(bin, count, sum, min, max);
                break;
            case Keys.EXECUTION_COST:
                summary.cost().addBin(bin, count, sum, min, max);
                break;
            default:
                summary.intervene(count);
                break;
        }
    }
}
