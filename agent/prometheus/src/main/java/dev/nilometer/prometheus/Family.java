package dev.nilometer.prometheus;

import dev.nilometer.model.ValueAccount;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data points of one metric, while they are put together: series that differ only in labels which /metrics does
 * not show are added up. Used by the one thread that renders.
 */
final class Family {
    private final ScrapeMetric metric;
    private final double divisor;
    private final Map<List<String>, Double> numbers = new LinkedHashMap<>();
    private final Map<List<String>, Long> sums = new LinkedHashMap<>();
    private final Map<List<String>, HistogramPoint> histograms = new LinkedHashMap<>();

    /** A family whose integers become the metric's unit by this divisor. */
    Family(ScrapeMetric metric, double divisor) {
        this.metric = metric;
        this.divisor = divisor;
    }

    /** Adds values: their sum to a counter, all of them to a histogram. */
    void add(List<String> labelValues, ValueAccount values) {
        if (metric.kind() == ScrapeMetric.Kind.HISTOGRAM) {
            histograms
                    .computeIfAbsent(labelValues, ignored -> new HistogramPoint())
                    .add(values);
        } else {
            sums.merge(labelValues, values.sum(), Long::sum);
        }
    }

    /** Adds to a gauge or counter, in the metric's own unit. */
    void add(List<String> labelValues, double value) {
        numbers.merge(labelValues, value, Double::sum);
    }

    boolean isEmpty() {
        return numbers.isEmpty() && sums.isEmpty() && histograms.isEmpty();
    }

    /** The snapshot under this name; once. */
    MetricSnapshot snapshot(String prefix, LabelSets labels, ScrapeCollector.Detail detail) {
        switch (metric.kind()) {
            case HISTOGRAM:
                return histogram(prefix, labels, detail);
            case COUNTER:
                return counter(prefix, labels);
            default:
                return gauge(prefix, labels);
        }
    }

    private MetricSnapshot histogram(String prefix, LabelSets labels, ScrapeCollector.Detail detail) {
        HistogramSnapshot.Builder builder = HistogramSnapshot.builder();
        builder.name(prefix + metric.metricName()).help(metric.sentence());
        histograms.forEach(
                (values, point) -> builder.dataPoint(point.snapshot(divisor, labelsOf(labels, values), detail)));
        return builder.build();
    }

    private MetricSnapshot counter(String prefix, LabelSets labels) {
        sums.forEach((values, sum) -> add(values, sum / divisor));
        CounterSnapshot.Builder builder = CounterSnapshot.builder();
        builder.name(counterName(prefix + metric.metricName())).help(metric.sentence());
        numbers.forEach((values, value) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(value)
                .labels(labelsOf(labels, values))
                .build()));
        return builder.build();
    }

    private MetricSnapshot gauge(String prefix, LabelSets labels) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder();
        builder.name(prefix + metric.metricName()).help(metric.sentence());
        numbers.forEach((values, value) -> builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(labelsOf(labels, values))
                .build()));
        return builder.build();
    }

    private Labels labelsOf(LabelSets labels, List<String> values) {
        return labels.of(metric.labelNames(), values);
    }

    /** The client adds _total itself. */
    static String counterName(String metricName) {
        return metricName.endsWith("_total")
                ? metricName.substring(0, metricName.length() - "_total".length())
                : metricName;
    }
}
