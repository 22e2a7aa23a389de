package dev.nilometer.prometheus;

import dev.nilometer.model.Account;
import dev.nilometer.model.SelfReading;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one collector behind /metrics: asks for an account and renders it with the agent's and the JVM's own numbers.
 * Safe from every thread.
 */
final class ScrapeCollector implements MultiCollector {
    /** How long snapshots are shared: a drain that hangs must not freeze the uptime and the JVM's numbers. */
    private static final long SHARED_NANOS = 1_000_000_000;

    private final long startNanos = System.nanoTime();
    private final Supplier<Account> accounts;
    private final Supplier<List<SelfReading>> readings;
    private final AccountCollector application;
    private final SelfCollector self;
    private final JvmCollector jvm;
    private final boolean withJvm;
    private final Object lock = new Object();
    private long lastNanos;
    private @Nullable Account lastAccount;
    private @Nullable MetricSnapshots lastSnapshots;

    ScrapeCollector(EndpointSettings settings, Supplier<Account> accounts, Supplier<List<SelfReading>> readings) {
        LabelSets labels = new LabelSets(settings.service(), settings.environment());
        this.accounts = accounts;
        this.readings = readings;
        this.application = new AccountCollector(settings, labels);
        this.self = new SelfCollector(settings, labels);
        this.jvm = new JvmCollector(labels);
        this.withJvm = settings.jvmMetrics();
    }

    /** Scrapes that come together get the same account, and then the same snapshots. */
    @Override
    public MetricSnapshots collect() {
        Account account = accounts.get();
        synchronized (lock) {
            MetricSnapshots known = lastSnapshots;
            if (known != null && lastAccount == account && System.nanoTime() - lastNanos < SHARED_NANOS) {
                return known;
            }
            MetricSnapshots made = collect(account);
            lastAccount = account;
            lastNanos = System.nanoTime();
            lastSnapshots = made;
            return made;
        }
    }

    private MetricSnapshots collect(Account account) {
        List<MetricSnapshot> snapshots = new ArrayList<>(application.collect(account, uptimeSeconds()));
        snapshots.addAll(self.collect(account, readings.get()));
        if (withJvm) {
            snapshots.addAll(jvm.collect());
        }
        return new MetricSnapshots(snapshots);
    }

    /** Seconds since the endpoint was made. */
    double uptimeSeconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
