package dev.nilometer.worker.imports;

import dev.nilometer.model.CleanText;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lines of samples: the columns of the view operational_metrics, in any order. execution_id and instance are read over,
 * since they belong to another stream. An item or correlation becomes a note, as an agent makes one of what is said
 * outside any execution. One thread.
 */
final class SampleForm implements LineForm {
    private static final Set<String> KNOWN = Set.of(
            "recorded_at",
            "metric_type",
            "metric_value",
            "labels",
            "item_id",
            "correlation_id",
            "service",
            "environment",
            "execution_id",
            "instance");
    private static final List<String> REQUIRED = List.of("recorded_at", "metric_type", "metric_value", "service");

    /** Rolled up from executions: a sample of them would count twice. */
    private static final Set<MetricType> DERIVED = EnumSet.of(
            MetricType.EXECUTION_TIME, MetricType.QUEUE_WAIT, MetricType.EXECUTION_TOKENS, MetricType.EXECUTION_COST);

    private static final int KEPT = 10_000;

    private final Columns columns;
    private final Names names;
    private final Instants instants;
    /** Keys by their text in the file: the same few label sets come again and again. */
    private final Map<String, SeriesKey> keys = new HashMap<>();

    SampleForm(List<String> header, Names names, Instants instants) {
        this.columns = new Columns(header, KNOWN, REQUIRED);
        this.names = names;
        this.instants = instants;
    }

    @Override
    public void read(CsvRecord line, Chunk into) throws BadLine {
        columns.of(line);
        long at = instants.micros(columns);
        SeriesKey key = key(columns.required("metric_type").strip());
        if (columns.text("metric_value").isBlank()) {
            throw new BadLine("metric_value is empty");
        }
        long value = columns.scaled("metric_value", key.type().viewDivisor(), 0);
        Owner owner = Owner.of(columns);
        long execution = into.note(
                at, owner, CleanText.id(columns.text("item_id")), CleanText.id(columns.text("correlation_id")));
        into.sample(at, value, execution, names.series(owner, key));
    }

    private SeriesKey key(String metric) throws BadLine {
        String text = metric + '\n' + columns.text("labels");
        SeriesKey known = keys.get(text);
        if (known == null) {
            known = newKey(metric);
            if (keys.size() > KEPT) {
                keys.clear();
            }
            keys.put(text, known);
        }
        return known;
    }

    private SeriesKey newKey(String metric) throws BadLine {
        MetricType type = MetricType.ofName(metric);
        if (DERIVED.contains(type)) {
            throw new BadLine(metric + " comes from executions alone: import those");
        }
        Map<String, String> labels = JsonObject.of(columns, "labels");
        if (labels.size() > SeriesKey.MAX_LABELS) {
            throw new BadLine("labels has more than " + SeriesKey.MAX_LABELS + " labels");
        }
        List<String> pairs = new ArrayList<>();
        labels.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        String[] array = pairs.toArray(String[]::new);
        return type == MetricType.VALUE ? SeriesKey.named(metric, array) : SeriesKey.of(type, array);
    }
}
