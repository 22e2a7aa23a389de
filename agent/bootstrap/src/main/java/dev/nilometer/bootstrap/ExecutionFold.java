package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Folds an execution that found its queue full: its counts stay exact, its texts are lost. On the thread that ended it.
 */
final class ExecutionFold {
    private ExecutionFold() {}

    /** Folds into this lane, which the caller owns or holds, else into the shared cells. */
    static void fold(OpenExecution e, @Nullable Lane lane) {
        // The count first: what else is folded is a detail of a counted execution.
        if (!add(lane, e, Keys.EXECUTION_TIME, e.durationNanos())) {
            SelfCounter.LOST_EXECUTIONS.increment();
            return;
        }
        boolean whole = e.waitNanos() < 0 || add(lane, e, Keys.QUEUE_WAIT, e.waitNanos());
        whole &= e.tokens() == 0 || add(lane, e, Keys.EXECUTION_TOKENS, e.tokens());
        whole &= e.costNanoUsd() == 0 || add(lane, e, Keys.EXECUTION_COST, e.costNanoUsd());
        whole &= !e.humanIntervention() || add(lane, e, Keys.EXECUTION_INTERVENTION, 1);
        if (!whole) {
            SelfCounter.LOST_DETAILS.increment();
        }
    }

    private static boolean add(@Nullable Lane lane, OpenExecution e, int metricCode, long value) {
        int key = e.site().foldKey(metricCode, e.failed(), e.errorType());
        return lane != null ? lane.fold(key, value) : SharedCells.fold(FoldTable.entry(key, value), value);
    }
}
