package dev.nilometer.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One value of a {@link SelfMetric}. Immutable. */
public final class SelfReading {
    private final SelfMetric metric;
    private final List<String> labelValues;
    private final double value;

    private SelfReading(SelfMetric metric, List<String> labelValues, double value) {
        this.metric = metric;
        this.labelValues = labelValues;
        this.value = value;
    }

    /** A value, with the label values in the order of {@link SelfMetric#labelNames}. */
    public static SelfReading of(SelfMetric metric, double value, String... labelValues) {
        return new SelfReading(metric, Collections.unmodifiableList(Arrays.asList(labelValues.clone())), value);
    }

    /** What was read. */
    public SelfMetric metric() {
        return metric;
    }

    /** In the order of {@link SelfMetric#labelNames}. */
    public List<String> labelValues() {
        return labelValues;
    }

    /** The reading. */
    public double value() {
        return value;
    }

    @Override
    public String toString() {
        return metric.metricName() + labelValues + " " + value;
    }
}
