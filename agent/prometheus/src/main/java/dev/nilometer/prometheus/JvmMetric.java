package dev.nilometer.prometheus;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What /metrics shows of the JVM, under the names that the Prometheus client's own JVM metrics have, so that existing
 * dashboards fit. docs/metrics.md is compared with this list. Immutable.
 */
public enum JvmMetric {
    MEMORY_USED("jvm_memory_used_bytes", "area", "memory in use, by heap and nonheap"),
    MEMORY_COMMITTED("jvm_memory_committed_bytes", "area", "memory that the system guarantees"),
    MEMORY_MAX("jvm_memory_max_bytes", "area", "memory that may be used; -1 when there is no limit"),
    POOL_USED("jvm_memory_pool_used_bytes", "pool", "memory in use, by pool"),
    GC_COUNT("jvm_gc_collection_seconds_count", "gc", "collections so far"),
    GC_SECONDS("jvm_gc_collection_seconds_sum", "gc", "time spent in collections"),
    THREADS("jvm_threads_current", "", "live threads"),
    THREADS_DAEMON("jvm_threads_daemon", "", "live threads that do not keep the JVM alive"),
    THREADS_PEAK("jvm_threads_peak", "", "most live threads so far"),
    CPU_SECONDS("process_cpu_seconds_total", "", "CPU time of the process, where the JVM tells it"),
    START_TIME("process_start_time_seconds", "", "when the JVM started, Unix time");

    private final String metricName;
    private final List<String> labelNames;
    private final String sentence;

    JvmMetric(String metricName, String labelNames, String sentence) {
        this.metricName = metricName;
        this.labelNames = labelNames.isEmpty()
                ? Collections.emptyList()
                : Collections.unmodifiableList(Arrays.asList(labelNames));
        this.sentence = sentence;
    }

    /** The name on /metrics. */
    public String metricName() {
        return metricName;
    }

    /** Names of its labels; service and environment aside. */
    public List<String> labelNames() {
        return labelNames;
    }

    /** What it says: the help text. */
    public String sentence() {
        return sentence;
    }
}
