package dev.nilometer.worker.serve;

import dev.nilometer.worker.rollup.RollupResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.time.Instant;

/** Every number that the worker tells about itself, in a registry of its own. Safe from every thread. */
public final class WorkerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram duration = Histogram.builder()
            .name("observability_aggregation_duration_seconds")
            .help("How long a rollup run took.")
            .unit(Unit.SECONDS)
            .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
            .register(registry);
    private final Counter records = Counter.builder()
            .name("observability_aggregation_records_processed_total")
            .help("Records rolled up: an execution is one, a sketch row counts what it holds.")
            .register(registry);
    private final Gauge lastSuccess = Gauge.builder()
            .name("observability_aggregation_last_success_timestamp_seconds")
            .help("When a rollup run last ended well, seconds since 1970; runs that found nothing to do included.")
            .register(registry);
    private final Counter errors = Counter.builder()
            .name("observability_aggregation_errors_total")
            .help("Rollup runs that failed.")
            .register(registry);

    private final Counter nightErrors = Counter.builder()
            .name("observability_nightly_errors_total")
            .help("Nights whose purge or balance check found something wrong.")
            .register(registry);
    private final Gauge balance = Gauge.builder()
            .name("observability_balance_difference_records")
            .help("Records by which history differs from what streams delivered, as last checked; 0 = all are there.")
            .register(registry);

    private volatile Backlog backlog = Backlog.UNKNOWN;

    /** Numbers of a worker that did nothing yet. */
    public WorkerMetrics() {
        GaugeWithCallback.builder()
                .name("observability_aggregation_oldest_dirty_seconds")
                .help("Seconds since the oldest hour that is not rolled up closed; 0 = none.")
                .callback(gauge -> gauge.call(backlog.dirtySeconds(Instant.now())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("observability_purge_lag_seconds")
                .help("Seconds since the oldest day of rows was due to be purged; 0 = none.")
                .callback(gauge -> gauge.call(backlog.purgeLagSeconds(Instant.now())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("observability_raw_bytes")
                .help("Bytes of rows and sketch rows with their indexes, all days that are kept.")
                .callback(gauge -> gauge.call((double) backlog.rawBytes()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("observability_raw_max_bytes")
                .help("The setting raw_max_bytes: beyond it the oldest days go early; 0 = no cap.")
                .callback(gauge -> gauge.call((double) backlog.rawMaxBytes()))
                .register(registry);
        CounterWithCallback.builder()
                .name("service_starts_total")
                .help("Processes that ever delivered to this database.")
                .labelNames("service", "environment")
                .callback(counter ->
                        backlog.starts().forEach((of, starts) -> counter.call(starts, of.service(), of.environment())))
                .register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    Backlog backlog() {
        return backlog;
    }

    void update(Backlog latest) {
        backlog = latest;
    }

    void succeeded(RollupResult result, Duration took) {
        duration.observe(took.toNanos() / 1e9);
        records.inc(result.records());
        lastSuccess.set(System.currentTimeMillis() / 1e3);
    }

    /** The balance as the last night found it. */
    void balance(long differingRecords) {
        balance.set((double) differingRecords);
    }

    void nightFailed() {
        nightErrors.inc();
    }

    void failed(Duration took) {
        duration.observe(took.toNanos() / 1e9);
        errors.inc();
    }
}
