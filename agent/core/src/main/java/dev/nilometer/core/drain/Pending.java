package dev.nilometer.core.drain;

import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.series.ExecutionGroup;
import dev.nilometer.core.series.Series;
import dev.nilometer.model.Batch;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.Quarter;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * What was taken and waits to be sealed into a batch: rows, and one open summary per series and group, which is closed
 * when its quarter of an hour ends. Bounded: 20,000 rows; closed summaries as many as four quarters give, beyond which
 * they are let go and counted. Belongs to nilometer-drain.
 */
final class Pending {
    private final Balance balance;
    private final int maxClosed;
    private final List<Series> openSeries = new ArrayList<>();
    private final List<ExecutionGroup> openGroups = new ArrayList<>();
    private Batch batch = new Batch();

    /** Nothing yet; the number of series bounds what is kept. */
    Pending(Balance balance, int seriesMax) {
        this.balance = balance;
        this.maxClosed = 4 * Math.max(100, seriesMax);
    }

    /** False when one more row must fold. */
    boolean hasRoom() {
        return batch.samples().size() + batch.executions().size() < DrainSettings.PENDING_ROWS;
    }

    void row(long atMicros, long value, long execution, Series series) {
        batch.samples().add(atMicros, value, execution, series.number());
    }

    void row(ExecutionRow row) {
        batch.executions().add(row);
    }

    /** The open summary of a series for the quarter of an hour that holds this instant. */
    Summary summary(Series series, long atMicros) {
        long from = Quarter.startOf(atMicros);
        Summary open = series.pending();
        if (open != null && series.pendingFromMicros() == from) {
            return open;
        }
        if (open == null) {
            openSeries.add(series);
        } else {
            close(series, open);
        }
        Summary fresh = new Summary();
        series.pending(from, fresh);
        return fresh;
    }

    private void close(Series series, Summary summary) {
        if (batch.sampleSketches().size() < maxClosed) {
            batch.sampleSketches().add(SampleSketch.of(series.pendingFromMicros(), series.number(), summary));
        } else {
            balance.samples().overfull(summary.count());
        }
    }

    /** The open summary of a group for the quarter of an hour that holds this instant. */
    ExecutionSummary summary(ExecutionGroup group, long atMicros) {
        long from = Quarter.startOf(atMicros);
        ExecutionSummary open = group.pending();
        if (open != null && group.pendingFromMicros() == from) {
            return open;
        }
        if (open == null) {
            openGroups.add(group);
        } else {
            close(group, open);
        }
        ExecutionSummary fresh = new ExecutionSummary();
        group.pending(from, fresh);
        return fresh;
    }

    private void close(ExecutionGroup group, ExecutionSummary summary) {
        if (batch.executionSketches().size() < maxClosed) {
            batch.executionSketches().add(ExecutionSketch.of(group.pendingFromMicros(), group.number(), summary));
        } else {
            balance.executions().overfull(summary.count());
        }
    }

    /** Closes everything and gives the batch away. */
    Batch seal() {
        for (Series series : openSeries) {
            Summary open = series.pending();
            if (open != null) {
                close(series, open);
            }
            series.pending(0, null);
        }
        openSeries.clear();
        for (ExecutionGroup group : openGroups) {
            ExecutionSummary open = group.pending();
            if (open != null) {
                close(group, open);
            }
            group.pending(0, null);
        }
        openGroups.clear();
        Batch sealed = batch;
        batch = new Batch();
        return sealed;
    }
}
