package dev.nilometer.prometheus;

import dev.nilometer.model.Account;
import dev.nilometer.model.SelfReading;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is behind /metrics: asks for an account and puts the agent's and the JVM's own numbers beside it. Safe from every
 * thread.
 */
final class ScrapeCollector {
    private final long startNanos = System.nanoTime();
    private final Supplier<Account> accounts;
    private final Supplier<List<SelfReading>> readings;
    private final AccountCollector application;
    private final SelfCollector self;
    private final JvmCollector jvm;
    private final boolean withJvm;

    ScrapeCollector(EndpointSettings settings, Supplier<Account> accounts, Supplier<List<SelfReading>> readings) {
        LabelSets labels = new LabelSets(settings.service(), settings.environment());
        this.accounts = accounts;
        this.readings = readings;
        this.application = new AccountCollector(settings, labels);
        this.self = new SelfCollector(settings, labels);
        this.jvm = new JvmCollector(labels);
        this.withJvm = settings.jvmMetrics();
    }

    /** Everything as of now: each record made before this call is in it. */
    MetricSnapshots collect(Detail detail) {
        Account account = accounts.get();
        List<MetricSnapshot> snapshots = new ArrayList<>(application.collect(account, detail, uptimeSeconds()));
        snapshots.addAll(self.collect(account, readings.get()));
        if (withJvm) {
            snapshots.addAll(jvm.collect());
        }
        return new MetricSnapshots(snapshots);
    }

    /** What a format can carry: more is not worth putting together. */
    enum Detail {
        /** Text: classic histograms. */
        CLASSIC,
        /** OpenMetrics: exemplars too. */
        EXEMPLARS,
        /** Protobuf: native histograms too. */
        NATIVE
    }

    /** Seconds since the endpoint was made. */
    double uptimeSeconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
