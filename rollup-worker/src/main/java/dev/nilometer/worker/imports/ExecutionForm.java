package dev.nilometer.worker.imports;

import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines of executions: the columns of the view executions, in any order. instance is read over. One thread. */
final class ExecutionForm implements LineForm {
    private static final Set<String> KNOWN = Set.of(
            "recorded_at",
            "actor",
            "queue",
            "status",
            "latency_ms",
            "wait_ms",
            "error_type",
            "error_message",
            "tokens",
            "cost_usd",
            "user_id",
            "human_intervention",
            "attempt",
            "item_id",
            "correlation_id",
            "execution_id",
            "parent_id",
            "metadata",
            "service",
            "environment",
            "instance");
    private static final List<String> REQUIRED = List.of("recorded_at", "actor", "status", "latency_ms", "service");

    private final Columns columns;
    private final Names names;
    private final Instants instants;

    ExecutionForm(List<String> header, Names names, Instants instants) {
        this.columns = new Columns(header, KNOWN, REQUIRED);
        this.names = names;
        this.instants = instants;
    }

    @Override
    public void read(CsvRecord line, Chunk into) throws BadLine {
        columns.of(line);
        long at = instants.micros(columns);
        columns.required("latency_ms");
        long nanosInMilli = MetricType.EXECUTION_TIME.viewDivisor();
        long latency = columns.scaled("latency_ms", nanosInMilli, 0);
        long wait = columns.scaled("wait_ms", nanosInMilli, ExecutionRow.NO_WAIT);
        int group = names.group(Owner.of(columns), group());
        ExecutionRow.Builder row = new ExecutionRow.Builder(columns.whole("execution_id", into.nextId()), group)
                .ended(at, latency)
                .waited(wait)
                .parent(columns.whole("parent_id", 0))
                .used(
                        columns.scaled("tokens", 1, 0),
                        columns.scaled("cost_usd", MetricType.EXECUTION_COST.viewDivisor(), 0))
                .on(optional("item_id"), optional("correlation_id"), optional("user_id"))
                .humanIntervention(columns.truth("human_intervention"))
                .attempt(attempt())
                .error(optional("error_message"));
        for (Map.Entry<String, String> entry :
                JsonObject.of(columns, "metadata").entrySet()) {
            row.put(entry.getKey(), entry.getValue());
        }
        into.execution(row.build());
    }

    private GroupKey group() throws BadLine {
        String status = columns.required("status").strip();
        if (!status.equals(GroupKey.SUCCESS) && !status.equals(GroupKey.FAILED)) {
            throw new BadLine("status is neither success nor failed: " + Columns.shown(status));
        }
        return GroupKey.of(
                columns.text("actor"),
                columns.text("queue"),
                status.equals(GroupKey.FAILED),
                columns.text("error_type"));
    }

    private int attempt() throws BadLine {
        long attempt = columns.whole("attempt", 1);
        if (attempt < 1 || attempt > Integer.MAX_VALUE) {
            throw new BadLine("attempt is no number of a delivery: " + attempt);
        }
        return (int) attempt;
    }

    private @Nullable String optional(String name) {
        String text = columns.text(name);
        return text.isEmpty() ? null : text;
    }
}
