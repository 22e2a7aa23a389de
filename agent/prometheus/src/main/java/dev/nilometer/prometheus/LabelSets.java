package dev.nilometer.prometheus;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/** Puts service and environment before a metric's own labels. Immutable, safe from every thread. */
final class LabelSets {
    private final String service;
    private final String environment;

    LabelSets(String service, String environment) {
        this.service = service;
        this.environment = environment;
    }

    /** Labels of one data point; names and values are parallel. */
    Labels of(List<String> names, List<String> values) {
        List<String> allNames = new ArrayList<>(names.size() + 2);
        List<String> allValues = new ArrayList<>(names.size() + 2);
        allNames.add("service");
        allValues.add(service);
        allNames.add("environment");
        allValues.add(environment);
        allNames.addAll(names);
        allValues.addAll(values);
        return Labels.of(allNames, allValues);
    }
}
