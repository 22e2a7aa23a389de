package dev.nilometer.prometheus;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Reads the JVM's own numbers at each scrape, and the beans themselves at the first one: nothing here touches JMX
 * before somebody asks. Stateless, safe from every thread.
 */
final class JvmCollector {
    private final LabelSets labels;

    JvmCollector(LabelSets labels) {
        this.labels = labels;
    }

    /** All of them; what this JVM's modules do not offer is left out. */
    List<MetricSnapshot> collect() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        try {
            addAll(snapshots);
            addCpu(snapshots);
        } catch (LinkageError e) {
            // A trimmed JVM without java.management or jdk.management: it has nothing to tell.
            return snapshots;
        }
        return snapshots;
    }

    private void addAll(List<MetricSnapshot> snapshots) {
        snapshots.add(memory(JvmMetric.MEMORY_USED, MemoryUsage::getUsed));
        snapshots.add(memory(JvmMetric.MEMORY_COMMITTED, MemoryUsage::getCommitted));
        snapshots.add(memory(JvmMetric.MEMORY_MAX, MemoryUsage::getMax));
        snapshots.add(pools());
        snapshots.add(collections());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        snapshots.add(gauge(JvmMetric.THREADS, threads.getThreadCount()));
        snapshots.add(gauge(JvmMetric.THREADS_DAEMON, threads.getDaemonThreadCount()));
        snapshots.add(gauge(JvmMetric.THREADS_PEAK, threads.getPeakThreadCount()));
        snapshots.add(
                gauge(JvmMetric.START_TIME, ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3));
    }

    private MetricSnapshot memory(JvmMetric metric, ToLongFunction<MemoryUsage> part) {
        GaugeSnapshot.Builder builder = gauge(metric);
        addPoint(
                builder,
                metric,
                "heap",
                part.applyAsLong(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()));
        addPoint(
                builder,
                metric,
                "nonheap",
                part.applyAsLong(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage()));
        return builder.build();
    }

    private MetricSnapshot pools() {
        GaugeSnapshot.Builder builder = gauge(JvmMetric.POOL_USED);
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getUsage();
            if (usage != null) {
                addPoint(builder, JvmMetric.POOL_USED, pool.getName(), usage.getUsed());
            }
        }
        return builder.build();
    }

    private MetricSnapshot collections() {
        SummarySnapshot.Builder builder = SummarySnapshot.builder();
        builder.name("jvm_gc_collection_seconds").help(JvmMetric.GC_SECONDS.sentence());
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            builder.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                    .count(Math.max(0, gc.getCollectionCount()))
                    .sum(Math.max(0, gc.getCollectionTime()) / 1e3)
                    .labels(labelsOf(JvmMetric.GC_SECONDS, gc.getName()))
                    .build());
        }
        return builder.build();
    }

    private void addCpu(List<MetricSnapshot> snapshots) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean) {
            long nanos = ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
            if (nanos >= 0) {
                snapshots.add(CounterSnapshot.builder()
                        .name(Family.counterName(JvmMetric.CPU_SECONDS.metricName()))
                        .help(JvmMetric.CPU_SECONDS.sentence())
                        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                                .value(nanos / 1e9)
                                .labels(labels.of(Collections.emptyList(), Collections.emptyList()))
                                .build())
                        .build());
            }
        }
    }

    private MetricSnapshot gauge(JvmMetric metric, double value) {
        return gauge(metric)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(labels.of(Collections.emptyList(), Collections.emptyList()))
                        .build())
                .build();
    }

    private static GaugeSnapshot.Builder gauge(JvmMetric metric) {
        return GaugeSnapshot.builder().name(metric.metricName()).help(metric.sentence());
    }

    private void addPoint(GaugeSnapshot.Builder builder, JvmMetric metric, String labelValue, long value) {
        builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value((double) value)
                .labels(labelsOf(metric, labelValue))
                .build());
    }

    private Labels labelsOf(JvmMetric metric, String labelValue) {
        return labels.of(metric.labelNames(), Collections.singletonList(labelValue));
    }
}
