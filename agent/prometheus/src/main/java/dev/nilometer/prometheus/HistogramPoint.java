package dev.nilometer.prometheus;

import dev.nilometer.model.Exemplar;
import dev.nilometer.model.NativeBuckets;
import dev.nilometer.model.ValueAccount;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * One data point of a histogram: what series that differ only in labels which /metrics does not show hold together, by
 * classic and, for durations, by native bucket. Used by the one thread that renders.
 */
final class HistogramPoint {
    private final List<ValueAccount> parts = new ArrayList<>(1);

    void add(ValueAccount values) {
        parts.add(values);
    }

    /** The data point, base units divided by this. */
    HistogramDataPointSnapshot snapshot(double divisor, Labels labels, ScrapeCollector.Detail detail) {
        long[] bounds = parts.get(0).bounds();
        long[] counts = new long[bounds.length + 1];
        long sum = 0;
        List<Exemplar> exemplars = new ArrayList<>(0);
        for (ValueAccount part : parts) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += part.counts()[i];
            }
            sum += part.sum();
            exemplars.addAll(part.exemplars());
        }
        HistogramDataPointSnapshot.Builder builder = HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(uppersOf(bounds, divisor), counts))
                .sum(sum / divisor)
                .labels(labels);
        if (detail != ScrapeCollector.Detail.CLASSIC) {
            builder.exemplars(asExemplars(exemplars, divisor));
        }
        if (detail == ScrapeCollector.Detail.NATIVE) {
            addNative(builder);
        }
        return builder.build();
    }

    private static double[] uppersOf(long[] bounds, double divisor) {
        double[] uppers = new double[bounds.length + 1];
        for (int i = 0; i < bounds.length; i++) {
            uppers[i] = bounds[i] / divisor;
        }
        uppers[bounds.length] = Double.POSITIVE_INFINITY;
        return uppers;
    }

    /** Only where each value is in a native bucket too: Prometheus takes both or one, but never two that differ. */
    private void addNative(HistogramDataPointSnapshot.Builder builder) {
        List<NativeBuckets> buckets = new ArrayList<>(parts.size());
        long count = 0;
        for (ValueAccount part : parts) {
            buckets.add(part.nativeBuckets());
            count += part.count();
        }
        NativeSum sum = NativeSum.of(buckets);
        if (sum.count() == count) {
            sum.addTo(builder);
        }
    }

    private static Exemplars asExemplars(List<Exemplar> exemplars, double divisor) {
        if (exemplars.isEmpty()) {
            return Exemplars.EMPTY;
        }
        Exemplars.Builder builder = Exemplars.builder();
        for (Exemplar exemplar : exemplars) {
            builder.exemplar(io.prometheus.metrics.model.snapshots.Exemplar.builder()
                    .value(exemplar.value() / divisor)
                    .labels(Labels.of("correlation_id", exemplar.correlation()))
                    .timestampMillis(exemplar.atEpochMillis())
                    .build());
        }
        return builder.build();
    }
}
