package dev.nilometer.model;

import org.jspecify.annotations.Nullable;

/**
 * The metric vocabulary: what a series measures, in which integer base unit it is stored, and how a view shows it.
 * docs/metrics.md is compared with this list. Immutable, safe from every thread.
 *
 * <p>The code is the contract with woven code, which knows metric types only as small integers.
 */
public enum MetricType {
    PROCESSING_TIME(0, "processing_time_ms", 1_000_000, "ns", "a stage's duration; never an execution's own"),
    QUEUE_DEPTH(1, "queue_depth", 1, "items", "items waiting in a queue when it was asked"),
    ERROR_COUNT(2, "error_count", 1, "errors", "1 for each distinct exception, at the innermost woven frame"),
    TOKEN_USAGE(3, "token_usage", 1, "tokens", "tokens as reported"),
    COST_USD(4, "cost_usd", 1_000_000_000, "nano-USD", "cost as reported or estimated from the price table"),
    CONFIDENCE_SCORE(5, "confidence_score", 1_000_000, "1e-6", "one score between 0 and 1"),
    EVENT(6, "event", 1, "events", "1 for each event"),
    /** Named by the application: the series carries the name. */
    VALUE(7, null, 1_000_000, "1e-6", "a value under a name of the application's own"),
    EXECUTION_TIME(8, "execution_time_ms", 1_000_000, "ns", "an execution's duration; from executions alone"),
    QUEUE_WAIT(9, "queue_wait_ms", 1_000_000, "ns", "how long an execution's item waited; from executions alone"),
    EXECUTION_TOKENS(10, "execution_tokens", 1, "tokens", "tokens of an execution; from executions alone"),
    EXECUTION_COST(11, "execution_cost_usd", 1_000_000_000, "nano-USD", "cost of an execution; from executions alone");

    private static final MetricType[] BY_CODE = values();

    private final int code;
    private final @Nullable String label;
    private final long viewDivisor;
    private final String baseUnit;
    private final String sentence;

    MetricType(int code, @Nullable String label, long viewDivisor, String baseUnit, String sentence) {
        this.code = code;
        this.label = label;
        this.viewDivisor = viewDivisor;
        this.baseUnit = baseUnit;
        this.sentence = sentence;
    }

    /** The type with this code. Throws {@link IllegalArgumentException} for a code that no type has. */
    public static MetricType ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no metric type has code " + code);
        }
        return BY_CODE[code];
    }

    /** The type that is stored under this metric_type; {@link #VALUE} for a name that is none of ours. */
    public static MetricType ofName(String name) {
        for (MetricType type : BY_CODE) {
            if (name.equals(type.label)) {
                return type;
            }
        }
        return VALUE;
    }

    /** The number under which woven code knows this type. Never changes. */
    public int code() {
        return code;
    }

    /** The metric_type in SQL; null for {@link #VALUE}, whose series carry their own. */
    public @Nullable String label() {
        return label;
    }

    /** Base units in one unit of the views: 1,000,000 ns in a millisecond, 1,000,000,000 nano-USD in a dollar. */
    public long viewDivisor() {
        return viewDivisor;
    }

    /** The unit in which the integer is stored. */
    public String baseUnit() {
        return baseUnit;
    }

    /** What one value of this type says, for docs. */
    public String sentence() {
        return sentence;
    }
}
