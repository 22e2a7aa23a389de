package dev.nilometer.worker.rollup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Into which groups a series falls: all, each of the standard labels that it has, actor+stage, what the settings add,
 * and its full label set. No group where a label is absent. Thread-safe.
 */
final class Dimensions {
    /** Always rolled up; a '+' joins labels. */
    private static final List<String> STANDARD = List.of(
            "actor", "stage", "queue", "model", "operation", "error_type", "bucket", "event", "outcome", "actor+stage");

    /** Dimensions of our own, which no label of that name may take. */
    private static final Set<String> TAKEN = Set.of("all", "labels", "user");

    /** Series whose groups are remembered, about 1 kB each. */
    private static final int KNOWN_SERIES = 5_000;

    private final Map<SeriesInfo, List<Group>> known = new ConcurrentHashMap<>();
    private final Set<String> types = new LinkedHashSet<>(STANDARD);

    /** The standard ones and these more: names of labels, or several joined by '+'. */
    Dimensions(List<String> more) {
        types.addAll(more);
        types.removeAll(TAKEN);
    }

    /** The groups of one series. */
    List<Group> of(SeriesInfo series) {
        List<Group> groups = known.get(series);
        if (groups == null) {
            groups = List.copyOf(make(series));
            if (known.size() < KNOWN_SERIES) {
                known.put(series, groups);
            }
        }
        return groups;
    }

    private List<Group> make(SeriesInfo series) {
        List<Group> groups = new ArrayList<>();
        groups.add(Group.all(series));
        for (String type : types) {
            boolean joined = type.indexOf('+') >= 0;
            String value = joined
                    ? joinedValue(type, series.labels())
                    : series.labels().get(type);
            if (value != null) {
                groups.add(joined ? Group.joined(series, type, value) : Group.label(series, type, value));
            }
        }
        groups.add(Group.fullSet(series));
        return groups;
    }

    private static @Nullable String joinedValue(String type, Map<String, String> labels) {
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
