package dev.nilometer.worker.rollup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Into which groups a series falls: all, each of the standard labels that it has, actor+stage, what the settings add,
 * and its full label set. No group where a label is absent. Immutable.
 */
final class Dimensions {
    /** Always rolled up; a '+' joins labels. */
    private static final List<String> STANDARD = List.of(
            "actor", "stage", "queue", "model", "operation", "error_type", "bucket", "event", "outcome", "actor+stage");

    private final Set<String> types = new LinkedHashSet<>(STANDARD);

    /** The standard ones and these more: names of labels, or several joined by '+'. */
    Dimensions(List<String> more) {
        types.addAll(more);
    }

    /** The groups of one series, its full label set last. */
    List<Group> of(SeriesInfo series) {
        Map<String, String> labels = series.labels();
        List<Group> groups = new ArrayList<>();
        groups.add(Group.of(series, Group.ALL, "", labels.isEmpty() ? series.labelsKey() : null));
        for (String type : types) {
            String value = valueOf(type, labels);
            if (value != null) {
                boolean whole = labels.size() == type.split("\\+", -1).length;
                groups.add(Group.of(series, type, value, whole ? series.labelsKey() : null));
            }
        }
        groups.add(Group.of(series, Group.LABELS, series.labelsKey(), series.labelsKey()));
        return groups;
    }

    private static @Nullable String valueOf(String type, Map<String, String> labels) {
        if (type.indexOf('+') < 0) {
            return labels.get(type);
        }
        List<String> values = new ArrayList<>();
        for (String name : type.split("\\+", -1)) {
            String value = labels.get(name);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return String.join("+", values);
    }
}
