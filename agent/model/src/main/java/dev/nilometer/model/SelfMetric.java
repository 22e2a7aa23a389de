package dev.nilometer.model;

/** Every number that the agent tells about itself: the one list, compared with docs/metrics.md by a test. */
public enum SelfMetric {
    RECORDS("nilometer_records_total", true, "kind", "records that the application made"),
    ROWS("nilometer_rows_total", true, "kind", "records that became rows"),
    SKETCHED("nilometer_sketched_total", true, "kind", "records that are inside sketch rows"),
    DROPPED("nilometer_dropped_total", true, "kind,reason", "records that were lost; alert on any increase"),
    IN_FLIGHT("nilometer_in_flight", false, "kind", "records in lanes, fold tables, batch and spool"),
    SPOOL_BYTES("nilometer_spool_bytes", false, "", "bytes in the spool; alert above half of its limit"),
    SPOOL_LIMIT("nilometer_spool_limit_bytes", false, "", "bytes the spool may hold: spool.max, less on a full disk"),
    SEND_FAILURES("nilometer_send_failures_total", true, "reason", "sends that did not commit, by reason"),
    ADVICE_ERRORS("nilometer_advice_errors_total", true, "", "errors inside woven code; zero, or a bug of ours"),
    SHEDDING("nilometer_shedding", false, "", "1 while the host's heap is full: no rows, everything is sketched"),
    HEAP_EXHAUSTED("nilometer_heap_exhausted_total", true, "", "times a thread of the agent found no heap and went on"),
    HEAP_BYTES("nilometer_heap_bytes", false, "account", "heap that the agent holds, by account of its ledger"),
    SERIES("nilometer_series", false, "", "series in use"),
    SERIES_OVERFLOW("nilometer_series_overflow_total", true, "", "records counted in an overflow series"),
    OLDEST_DIRTY("nilometer_rollup_oldest_dirty_seconds", false, "", "age of the oldest hour not yet rolled up"),
    BUILD_INFO("nilometer_build_info", false, "version", "1, with the agent's version");

    private final String metricName;
    private final boolean counter;
    private final String labelNames;
    private final String sentence;

    SelfMetric(String metricName, boolean counter, String labelNames, String sentence) {
        this.metricName = metricName;
        this.counter = counter;
        this.labelNames = labelNames;
        this.sentence = sentence;
    }

    /** The name on /metrics. */
    public String metricName() {
        return metricName;
    }

    /** True when it only grows. */
    public boolean isCounter() {
        return counter;
    }

    /** Names of its labels, joined by commas, in the order of a {@link SelfReading}'s values; service and environment aside. */
    public String labelNames() {
        return labelNames;
    }

    /** What it says and when to worry. */
    public String sentence() {
        return sentence;
    }
}
