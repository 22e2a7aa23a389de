package dev.nilometer.prometheus;

import dev.nilometer.model.Account;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an account into the application's metrics, what is private left out. An overflow series has the value
 * {@code overflow} in each of its labels. Immutable, safe from every thread.
 */
final class AccountCollector {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final String prefix;
    private final LabelSets labels;
    private final PrivateSeries hidden;

    /** Throws {@link IllegalArgumentException} with a sentence when the prefix or a private pattern has no meaning. */
    AccountCollector(EndpointSettings settings, LabelSets labels) {
        if (!settings.prefix().matches("([a-zA-Z_][a-zA-Z0-9_]*)?")) {
            throw new IllegalArgumentException("no metric's name can begin with " + settings.prefix());
        }
        this.prefix = settings.prefix();
        this.labels = labels;
        this.hidden = new PrivateSeries(settings.privatePatterns());
    }

    /** Every metric that has a data point. */
    List<MetricSnapshot> collect(Account account, ScrapeCollector.Detail detail, double uptimeSeconds) {
        Map<ScrapeMetric, Family> families = new EnumMap<>(ScrapeMetric.class);
        for (ScrapeMetric metric : ScrapeMetric.values()) {
            families.put(metric, new Family(metric, divisorOf(metric)));
        }
        family(families, ScrapeMetric.UPTIME).add(Collections.emptyList(), uptimeSeconds);
        family(families, ScrapeMetric.SERVICE_STARTS).add(Collections.emptyList(), 1);
        account.series().forEach(series -> addSeries(families, series));
        account.groups().forEach(group -> addGroup(families, group));
        account.actors().forEach(actor -> addActor(families, actor));
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (Family family : families.values()) {
            if (!family.isEmpty()) {
                snapshots.add(family.snapshot(prefix, labels, detail));
            }
        }
        return snapshots;
    }

    private static double divisorOf(ScrapeMetric metric) {
        switch (metric) {
            case EXECUTION_DURATION:
            case PROCESSING_DURATION:
            case QUEUE_WAIT:
            case COST:
                return NANOS;
            case CONFIDENCE:
                return MICROS;
            default:
                return 1;
        }
    }

    private void addSeries(Map<ScrapeMetric, Family> families, Account.SeriesAccount series) {
        ScrapeMetric metric = metricOf(series.key().type());
        if (metric == null) {
            return;
        }
        SeriesKey key = series.key();
        if (hidden.hides(key.metric(), metric.metricName(), key.labels())) {
            return;
        }
        List<String> values = valuesOf(metric, key);
        if (metric == ScrapeMetric.QUEUE_DEPTH) {
            family(families, metric).add(values, (double) series.last());
        } else {
            family(families, metric).add(values, series.values());
        }
    }

    private static @Nullable ScrapeMetric metricOf(MetricType type) {
        switch (type) {
            case PROCESSING_TIME:
                return ScrapeMetric.PROCESSING_DURATION;
            case QUEUE_DEPTH:
                return ScrapeMetric.QUEUE_DEPTH;
            case ERROR_COUNT:
                return ScrapeMetric.PROCESSING_ERRORS;
            case TOKEN_USAGE:
                return ScrapeMetric.TOKENS;
            case COST_USD:
                return ScrapeMetric.COST;
            case CONFIDENCE_SCORE:
                return ScrapeMetric.CONFIDENCE;
            case EVENT:
                return ScrapeMetric.EVENTS;
            default:
                return null;
        }
    }

    private static List<String> valuesOf(ScrapeMetric metric, SeriesKey key) {
        List<String> values = new ArrayList<>();
        boolean overflow = "true".equals(key.label("overflow"));
        for (String name : metric.labelNames()) {
            values.add(overflow ? "overflow" : key.label(name));
        }
        return values;
    }

    private void addGroup(Map<ScrapeMetric, Family> families, Account.GroupAccount group) {
        GroupKey key = group.key();
        Map<String, String> all = new HashMap<>();
        all.put("actor", key.actor());
        all.put("queue", key.queue());
        all.put("outcome", key.status());
        all.put("status", key.status());
        all.put("error_type", key.errorType());
        if (!hidden.hides("execution_time_ms", ScrapeMetric.EXECUTION_DURATION.metricName(), all)) {
            family(families, ScrapeMetric.EXECUTION_DURATION)
                    .add(Arrays.asList(key.actor(), key.queue(), key.status()), group.latency());
        }
        if (group.waits().count() > 0 && !hidden.hides("queue_wait_ms", ScrapeMetric.QUEUE_WAIT.metricName(), all)) {
            family(families, ScrapeMetric.QUEUE_WAIT).add(Arrays.asList(key.queue(), key.actor()), group.waits());
        }
    }

    private void addActor(Map<ScrapeMetric, Family> families, Account.ActorAccount actor) {
        addGauge(families, ScrapeMetric.EXECUTIONS_IN_PROGRESS, actor.actor(), (double) actor.inProgress());
        addGauge(families, ScrapeMetric.OLDEST_EXECUTION, actor.actor(), actor.oldestSeconds());
        if (actor.lastEpochSeconds() > 0) {
            addGauge(families, ScrapeMetric.LAST_EXECUTION, actor.actor(), actor.lastEpochSeconds());
        }
    }

    private void addGauge(Map<ScrapeMetric, Family> families, ScrapeMetric metric, String actor, double value) {
        if (!hidden.hides(metric.metricName(), metric.metricName(), Collections.singletonMap("actor", actor))) {
            family(families, metric).add(Collections.singletonList(actor), value);
        }
    }

    private static Family family(Map<ScrapeMetric, Family> families, ScrapeMetric metric) {
        Family family = families.get(metric);
        if (family == null) {
            throw new IllegalStateException("every metric has a family");
        }
        return family;
    }
}
