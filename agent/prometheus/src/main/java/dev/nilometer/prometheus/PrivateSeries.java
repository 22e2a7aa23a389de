package dev.nilometer.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a team keeps off the scrape port: patterns such as {@code token_usage} or {@code event{event="breach"}}. The
 * name is the metric type as SQL has it or the name on /metrics, without the prefix; every label of a pattern must
 * match; {@code *} stands for any text in names and values. Immutable, safe from every thread.
 */
final class PrivateSeries {
    private static final Pattern SHAPE = Pattern.compile("([^{}]+)(?:\\{(.*)})?");
    private static final Pattern LABEL = Pattern.compile("\\s*([^=\\s,]+)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");

    private final List<Rule> rules = new ArrayList<>();

    /** Reads the patterns; throws {@link IllegalArgumentException} with a sentence for one that has no meaning. */
    PrivateSeries(List<String> patterns) {
        for (String pattern : patterns) {
            if (!pattern.trim().isEmpty()) {
                rules.add(parse(pattern.trim()));
            }
        }
    }

    /** True when a series under either of these names, with these labels, must not be shown. */
    boolean hides(String metricType, String metricName, Map<String, String> labels) {
        for (Rule rule : rules) {
            if (rule.matches(metricType, metricName, labels)) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    private static Rule parse(String pattern) {
        Matcher shape = SHAPE.matcher(pattern);
        if (!shape.matches()) {
            throw new IllegalArgumentException(notUnderstood(pattern));
        }
        Map<String, Pattern> labels = new LinkedHashMap<>();
        @Nullable String inBraces = shape.group(2);
        if (inBraces != null && !inBraces.trim().isEmpty()) {
            Matcher label = LABEL.matcher(inBraces);
            int end = 0;
            while (end < inBraces.length()) {
                if (!label.find(end) || label.start() != end) {
                    throw new IllegalArgumentException(notUnderstood(pattern));
                }
                labels.put(label.group(1), glob(label.group(2).replaceAll("\\\\(.)", "$1")));
                end = label.end();
            }
        }
        return new Rule(glob(shape.group(1).trim()), labels);
    }

    private static String notUnderstood(String pattern) {
        return "the pattern " + pattern + " is not of the form name or name{label=\"value\"}";
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** One pattern. Immutable. */
    private static final class Rule {
        private final Pattern name;
        private final Map<String, Pattern> labels;

        Rule(Pattern name, Map<String, Pattern> labels) {
            this.name = name;
            this.labels = labels;
        }

        boolean matches(String metricType, String metricName, Map<String, String> actual) {
            if (!name.matcher(metricType).matches() && !name.matcher(metricName).matches()) {
                return false;
            }
            for (Map.Entry<String, Pattern> label : labels.entrySet()) {
                String value = actual.getOrDefault(label.getKey(), "");
                if (!label.getValue().matcher(value).matches()) {
                    return false;
                }
            }
            return true;
        }
    }
}
