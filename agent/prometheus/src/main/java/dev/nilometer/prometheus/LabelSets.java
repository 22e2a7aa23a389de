package dev.nilometer.prometheus;

import dev.nilometer.model.CleanText;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Puts service and environment before a metric's own labels. Immutable, safe from every thread. */
final class LabelSets {
    private final String service;
    private final String environment;

    LabelSets(String service, String environment) {
        this.service = CleanText.label(service);
        this.environment = CleanText.label(environment);
    }

    /** Labels of one data point; names and values are parallel. */
    Labels of(List<String> names, List<String> values) {
        String[] allNames = new String[names.size() + 2];
        String[] allValues = new String[names.size() + 2];
        allNames[0] = "service";
        allValues[0] = service;
        allNames[1] = "environment";
        allValues[1] = environment;
        for (int i = 0; i < names.size(); i++) {
            allNames[i + 2] = names.get(i);
            allValues[i + 2] = values.get(i);
        }
        return Labels.of(allNames, allValues);
    }
}
