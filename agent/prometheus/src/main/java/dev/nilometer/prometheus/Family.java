package dev.nilometer.prometheus;

import dev.nilometer.model.ValueAccount;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
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
    private final Map<List<String>, Point> points = new LinkedHashMap<>();

    /** A family whose integers become the metric's unit by this divisor. */
    Family(ScrapeMetric metric, double divisor) {
        this.metric = metric;
        this.divisor = divisor;
    }

    void add(List<String> labelValues, ValueAccount values) {
        points.computeIfAbsent(labelValues, ignored -> new Point()).add(values);
    }

    /** Adds to a gauge or counter, in the metric's own unit. */
    void add(List<String> labelValues, double value) {
        points.computeIfAbsent(labelValues, ignored -> new Point()).plain += value;
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** The snapshot under this name. */
    MetricSnapshot snapshot(String prefix, LabelSets labels) {
        switch (metric.kind()) {
            case HISTOGRAM:
                return histogram(prefix, labels);
            case COUNTER:
                return counter(prefix, labels);
            default:
                return gauge(prefix, labels);
        }
    }

    private MetricSnapshot histogram(String prefix, LabelSets labels) {
        HistogramSnapshot.Builder builder = HistogramSnapshot.builder();
        builder.name(prefix + metric.metricName()).help(metric.sentence());
        points.forEach((values, point) -> builder.dataPoint(point.histogram(divisor, labelsOf(labels, values))));
        return builder.build();
    }

    private MetricSnapshot counter(String prefix, LabelSets labels) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder();
        builder.name(counterName(prefix + metric.metricName())).help(metric.sentence());
        points.forEach((values, point) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(point.sum / divisor + point.plain)
                .labels(labelsOf(labels, values))
                .build()));
        return builder.build();
    }

    private MetricSnapshot gauge(String prefix, LabelSets labels) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder();
        builder.name(prefix + metric.metricName()).help(metric.sentence());
        points.forEach((values, point) -> builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(point.plain)
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

    /** One data point. */
    private static final class Point {
        private double plain;
        private long count;
        private long sum;
        private long[] bounds = new long[0];
        private long[] counts = new long[1];

        void add(ValueAccount values) {
            count += values.count();
            sum += values.sum();
            if (bounds.length == 0) {
                bounds = values.bounds();
                counts = new long[bounds.length + 1];
            }
            for (int i = 0; i < Math.min(counts.length, values.counts().length); i++) {
                counts[i] += values.counts()[i];
            }
        }

        HistogramSnapshot.HistogramDataPointSnapshot histogram(double divisor, Labels labels) {
            double[] uppers = new double[counts.length];
            for (int i = 0; i < bounds.length; i++) {
                uppers[i] = bounds[i] / divisor;
            }
            uppers[bounds.length] = Double.POSITIVE_INFINITY;
            if (bounds.length == 0) {
                counts[0] = count;
            }
            return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(uppers, counts))
                    .sum(sum / divisor)
                    .labels(labels)
                    .build();
        }
    }
}
