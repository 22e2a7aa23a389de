package dev.nilometer.prometheus;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Every metric about the application that /metrics can show, the JVM's ({@link JvmMetric}) and the agent's own
 * ({@code SelfMetric}) aside. docs/metrics.md is compared with this list. Immutable.
 */
public enum ScrapeMetric {
    UPTIME("uptime_seconds", Kind.GAUGE, "", "seconds since the agent started in this process"),
    SERVICE_STARTS(
            "service_starts_total", Kind.COUNTER, "", "1 for this process; the worker exports the sum of a service"),
    EXECUTION_DURATION("execution_duration_seconds", Kind.HISTOGRAM, "actor,queue,outcome", "how long executions took"),
    PROCESSING_DURATION("processing_duration_seconds", Kind.HISTOGRAM, "actor,stage,outcome", "how long stages took"),
    PROCESSING_ERRORS(
            "processing_errors_total",
            Kind.COUNTER,
            "actor,stage,error_type",
            "exceptions, each counted once, where it was first seen"),
    EXECUTIONS_IN_PROGRESS("executions_in_progress", Kind.GAUGE, "actor", "executions that run right now"),
    OLDEST_EXECUTION(
            "oldest_execution_seconds", Kind.GAUGE, "actor", "age of the oldest execution that runs, 0 when none does"),
    LAST_EXECUTION("last_execution_timestamp_seconds", Kind.GAUGE, "actor", "when the last execution ended, Unix time"),
    QUEUE_DEPTH("queue_depth", Kind.GAUGE, "queue", "items waiting when the queue was last asked"),
    QUEUE_WAIT("queue_wait_seconds", Kind.HISTOGRAM, "queue,actor", "how long items waited before their execution"),
    TOKENS("tokens_total", Kind.COUNTER, "model,operation,token_type", "tokens as reported"),
    COST("cost_usd_total", Kind.COUNTER, "actor,model", "cost as reported or estimated from the price table, USD"),
    CONFIDENCE("confidence_score", Kind.HISTOGRAM, "bucket", "confidence scores, by high, medium and low"),
    EVENTS("events_total", Kind.COUNTER, "event", "events that the application named; attributes are labels in SQL");

    private final String metricName;
    private final Kind kind;
    private final List<String> labelNames;
    private final String sentence;

    ScrapeMetric(String metricName, Kind kind, String labelNames, String sentence) {
        this.metricName = metricName;
        this.kind = kind;
        this.labelNames = Collections.unmodifiableList(
                labelNames.isEmpty() ? Collections.emptyList() : Arrays.asList(labelNames.split(",")));
        this.sentence = sentence;
    }

    /** The name on /metrics, without the prefix. */
    public String metricName() {
        return metricName;
    }

    /** What the number is. */
    public Kind kind() {
        return kind;
    }

    /** Names of its labels; service and environment aside. */
    public List<String> labelNames() {
        return labelNames;
    }

    /** What it says: the help text. */
    public String sentence() {
        return sentence;
    }

    /** The kinds of number that Prometheus knows. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }
}
