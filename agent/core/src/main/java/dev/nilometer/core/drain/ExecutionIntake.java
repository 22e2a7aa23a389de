package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.core.budget.RowBudget;
import dev.nilometer.core.series.ExecutionGroup;
import dev.nilometer.core.series.GroupTable;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSummary;

/** Takes executions that ended: each is counted, then becomes a row or joins its group's summary. On nilometer-drain. */
final class ExecutionIntake {
    private final GroupTable groups;
    private final RowBudget budget;
    private final Pending pending;
    private final Balance balance;
    private final Anchor anchor;
    private final StageCorrections corrections;

    ExecutionIntake(
            GroupTable groups,
            RowBudget budget,
            Pending pending,
            Balance balance,
            Anchor anchor,
            StageCorrections corrections) {
        this.groups = groups;
        this.budget = budget;
        this.pending = pending;
        this.balance = balance;
        this.anchor = anchor;
        this.corrections = corrections;
    }

    void ended(OpenExecution e) {
        balance.executions().take(1);
        try {
            place(e);
        } catch (OutOfMemoryError full) {
            balance.executions().heapFull(1);
            throw full;
        }
    }

    /** Makes it a row or sums it up; what throws has done neither. */
    private void place(OpenExecution e) {
        ExecutionGroup group = groups.of(e.actor(), e.queue(), e.failed(), e.errorType());
        long nanos = e.durationNanos();
        long atMicros = anchor.epochMicros(e.endNanos());
        group.latency().add(nanos);
        if (!e.actor().isEmpty() && group.exemplars().wants(nanos, atMicros)) {
            group.exemplars().keep(nanos, atMicros, e.correlation());
        }
        if (e.waitNanos() >= 0) {
            group.waits().add(e.waitNanos());
        }
        group.actor().ended(atMicros);
        boolean slow = nanos > group.actor().slow().limit();
        group.actor().slow().add(nanos);
        // A note about an item outside any execution has no actor.
        boolean isNote = e.actor().isEmpty() && !e.isKept();
        boolean row = isNote ? budget.keepsNote() : budget.keepsExecution(e.isKept(), e.failed() || slow);
        if (row && pending.hasRoom()) {
            pending.row(rowOf(e, group, atMicros));
        } else {
            fold(e, pending.summary(group, atMicros));
        }
    }

    private ExecutionRow rowOf(OpenExecution e, ExecutionGroup group, long atMicros) {
        ExecutionRow.Builder row = new ExecutionRow.Builder(e.number(), group.number())
                .ended(atMicros, e.durationNanos())
                .waited(e.waitNanos() < 0 ? ExecutionRow.NO_WAIT : e.waitNanos())
                .parent(e.parentNumber())
                .used(e.tokens(), e.costNanoUsd())
                .on(e.item(), e.correlation(), e.user())
                .humanIntervention(e.humanIntervention())
                .attempt(e.attempt())
                .stagesKept(corrections.stagesKept(e.number(), e.stagesKept()))
                .error(e.errorMessage());
        String[] metadata = e.metadata();
        for (int i = 0; i + 1 < metadata.length; i += 2) {
            row.put(metadata[i], metadata[i + 1]);
        }
        return row.build();
    }

    private void fold(OpenExecution e, ExecutionSummary summary) {
        corrections.stagesKept(e.number(), 0);
        summary.latency().add(e.durationNanos());
        if (e.waitNanos() >= 0) {
            summary.waits().add(e.waitNanos());
        }
        summary.use(Math.max(0, e.tokens()), Math.max(0, e.costNanoUsd()), e.humanIntervention() ? 1 : 0);
        String user = e.user();
        if (user != null) {
            summary.users().add(user);
        }
    }
}
