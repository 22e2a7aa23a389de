package dev.nilometer.prometheus;

import dev.nilometer.model.Account;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import dev.nilometer.model.Totals;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders what the agent tells about itself: the balance of the account and all readings. Immutable. */
final class SelfCollector {
    private final String version;
    private final LabelSets labels;

    SelfCollector(EndpointSettings settings, LabelSets labels) {
        this.version = settings.version();
        this.labels = labels;
    }

    /** Every self-metric that was read; of two readings with the same labels the later one counts. */
    List<MetricSnapshot> collect(Account account, List<SelfReading> others) {
        Map<SelfMetric, Map<List<String>, Double>> values = new EnumMap<>(SelfMetric.class);
        put(values, SelfReading.of(SelfMetric.BUILD_INFO, 1, version));
        account.totals().forEach((kind, totals) -> putBalance(values, kind, totals));
        account.readings().forEach(reading -> put(values, reading));
        others.forEach(reading -> put(values, reading));
        List<MetricSnapshot> snapshots = new ArrayList<>();
        values.forEach((metric, points) -> snapshots.add(snapshot(metric, points)));
        return snapshots;
    }

    private static void putBalance(Map<SelfMetric, Map<List<String>, Double>> values, RecordKind kind, Totals totals) {
        put(values, SelfReading.of(SelfMetric.RECORDS, (double) totals.recorded(), kind.label()));
        put(values, SelfReading.of(SelfMetric.ROWS, (double) totals.rows(), kind.label()));
        put(values, SelfReading.of(SelfMetric.SKETCHED, (double) totals.sketched(), kind.label()));
        put(values, SelfReading.of(SelfMetric.IN_FLIGHT, (double) totals.inFlight(), kind.label()));
        for (DropReason reason : DropReason.values()) {
            long lost = totals.dropped().getOrDefault(reason, 0L);
            put(values, SelfReading.of(SelfMetric.DROPPED, (double) lost, kind.label(), reason.label()));
        }
    }

    private static void put(Map<SelfMetric, Map<List<String>, Double>> values, SelfReading reading) {
        values.computeIfAbsent(reading.metric(), ignored -> new LinkedHashMap<>())
                .put(reading.labelValues(), reading.value());
    }

    private MetricSnapshot snapshot(SelfMetric metric, Map<List<String>, Double> points) {
        if (metric == SelfMetric.BUILD_INFO) {
            return info(metric, points);
        }
        return metric.isCounter() ? counter(metric, points) : gauge(metric, points);
    }

    private MetricSnapshot counter(SelfMetric metric, Map<List<String>, Double> points) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder();
        builder.name(Family.counterName(metric.metricName())).help(metric.sentence());
        points.forEach((values, value) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(value)
                .labels(labelsOf(metric, values))
                .build()));
        return builder.build();
    }

    private MetricSnapshot gauge(SelfMetric metric, Map<List<String>, Double> points) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder();
        builder.name(metric.metricName()).help(metric.sentence());
        points.forEach((values, value) -> builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(labelsOf(metric, values))
                .build()));
        return builder.build();
    }

    private MetricSnapshot info(SelfMetric metric, Map<List<String>, Double> points) {
        InfoSnapshot.Builder builder = InfoSnapshot.builder();
        builder.name(metric.metricName().replace("_info", "")).help(metric.sentence());
        points.keySet()
                .forEach(values -> builder.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(labelsOf(metric, values))
                        .build()));
        return builder.build();
    }

    private Labels labelsOf(SelfMetric metric, List<String> values) {
        List<String> names = metric.labelNames().isEmpty()
                ? Collections.emptyList()
                : Arrays.asList(metric.labelNames().split(","));
        return labels.of(names, values);
    }
}
