package dev.nilometer.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What names a series inside one service and environment: a metric type and its labels, in the order of their names.
 * Names and values are cleaned and bounded ({@link CleanText}). Immutable.
 */
public final class SeriesKey {
    /** Labels of one series at most; further ones are left out. */
    public static final int MAX_LABELS = 16;

    private final MetricType type;
    private final String metric;
    private final Map<String, String> labels;
    private final String labelsKey;

    private SeriesKey(MetricType type, String metric, Map<String, String> labels) {
        this.type = type;
        this.metric = metric;
        this.labels = Collections.unmodifiableMap(labels);
        this.labelsKey = LabelsKey.of(labels);
    }

    /**
     * A series of one of our own metric types.
     *
     * @param namesAndValues name, value, name, value …; null values and a last name without one are left out
     */
    public static SeriesKey of(MetricType type, @Nullable String... namesAndValues) {
        String label = type.label();
        if (label == null) {
            throw new IllegalArgumentException("a VALUE series has a name: use named()");
        }
        return new SeriesKey(type, label, clean(namesAndValues));
    }

    /** A series of {@link MetricType#VALUE} under the application's own name. */
    public static SeriesKey named(String name, @Nullable String... namesAndValues) {
        return new SeriesKey(MetricType.VALUE, CleanText.label(name), clean(namesAndValues));
    }

    private static Map<String, String> clean(@Nullable String... namesAndValues) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i + 1 < namesAndValues.length && labels.size() < MAX_LABELS; i += 2) {
            String name = namesAndValues[i];
            String value = namesAndValues[i + 1];
            if (name != null && value != null) {
                labels.put(CleanText.label(name), CleanText.label(value));
            }
        }
        return labels;
    }

    /** What is measured, and so the unit. */
    public MetricType type() {
        return type;
    }

    /** The metric_type in SQL. */
    public String metric() {
        return metric;
    }

    /** Labels by name; unmodifiable. */
    public Map<String, String> labels() {
        return labels;
    }

    /** The value of one label; '' when the series has none of that name. */
    public String label(String name) {
        String value = labels.get(name);
        return value == null ? "" : value;
    }

    /** The labels as one text, {@code name:value,name:value}, that tells any two label sets apart. */
    public String labelsKey() {
        return labelsKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesKey
                && metric.equals(((SeriesKey) other).metric)
                && labels.equals(((SeriesKey) other).labels);
    }

    @Override
    public int hashCode() {
        return 31 * metric.hashCode() + labels.hashCode();
    }

    @Override
    public String toString() {
        return metric + "{" + labelsKey + "}";
    }
}
