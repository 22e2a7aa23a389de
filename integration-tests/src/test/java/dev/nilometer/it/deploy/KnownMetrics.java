package dev.nilometer.it.deploy;

import dev.nilometer.it.BuiltJars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every metric of the agent and the worker with its labels, as docs/metrics.md lists them; other tests compare that page
 * with the code. Finds what a PromQL expression names and nobody has. Immutable.
 */
final class KnownMetrics {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| (?:(\\w+) \\| )?(?:`([a-z_,]+)`)? ?\\|.*");
    private static final Pattern SELECTOR = Pattern.compile("([a-z]\\w*)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern LABEL_LIST = Pattern.compile("(?:by|on|ignoring|without|group_left)\\s*\\(([^)]*)\\)");
    private static final Set<String> NO_METRICS = Set.of(
            "sum",
            "max",
            "min",
            "by",
            "on",
            "or",
            "and",
            "unless",
            "rate",
            "increase",
            "time",
            "vector",
            "ignoring",
            "group_left",
            "histogram_quantile",
            "max_over_time",
            "label_values");
    private static final Set<String> EVERYWHERE = Set.of("service", "environment", "instance", "job");

    private final Map<String, Set<String>> labelsByName = new HashMap<>();

    private KnownMetrics() {}

    static KnownMetrics ofThePage() {
        KnownMetrics known = new KnownMetrics();
        for (String line : DeployFolder.text(BuiltJars.repository().resolve("docs/metrics.md"))
                .split("\n")) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                known.add(row.group(1), "histogram".equals(row.group(2)), row.group(3) == null ? "" : row.group(3));
            }
        }
        return known;
    }

    private void add(String name, boolean histogram, String labels) {
        Set<String> all = new TreeSet<>(EVERYWHERE);
        all.addAll(List.of(labels.split(",")));
        labelsByName.put(name, all);
        if (histogram) {
            labelsByName.put(name + "_count", all);
            labelsByName.put(name + "_sum", all);
            Set<String> bucket = new TreeSet<>(all);
            bucket.add("le");
            labelsByName.put(name + "_bucket", bucket);
        }
    }

    /** Names and labels in an expression that no metric has, one sentence each. */
    List<String> strangersIn(String expression) {
        List<String> strangers = new ArrayList<>();
        Set<String> labels = new TreeSet<>();
        StringBuilder rest = new StringBuilder();
        Matcher list = LABEL_LIST.matcher(expression);
        Set<String> listed = new TreeSet<>();
        while (list.find()) {
            listed.addAll(List.of(list.group(1).strip().split("\\s*,\\s*")));
            list.appendReplacement(rest, " ");
        }
        list.appendTail(rest);
        Matcher selector = SELECTOR.matcher(rest.toString().replaceAll("\\[[^\\]]*]", ""));
        while (selector.find()) {
            if (!NO_METRICS.contains(selector.group(1))) {
                strangers.addAll(strangersIn(selector.group(1), selector.group(2), labels));
            }
        }
        listed.stream()
                .filter(label -> !label.isEmpty() && !labels.contains(label))
                .forEach(label -> strangers.add("label " + label + " is of no metric of " + expression));
        return strangers;
    }

    private List<String> strangersIn(String name, String matchers, Set<String> labels) {
        Set<String> own = labelsByName.get(name);
        if (own == null) {
            return List.of("no metric is named " + name);
        }
        labels.addAll(own);
        List<String> strangers = new ArrayList<>();
        Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
        while (matcher.find()) {
            if (!own.contains(matcher.group(1))) {
                strangers.add(name + " has no label " + matcher.group(1));
            }
        }
        return strangers;
    }
}
