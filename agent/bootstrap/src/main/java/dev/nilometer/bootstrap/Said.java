package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What an application says about the work on its thread, turned into samples and, while the execution runs, into fields
 * of its row. Made for one call. Senseless values are refused and counted; null makes the call an ignored one.
 */
final class Said {
    private static final double NANO = 1e9;
    private static final double MILLIONTH = 1e6;
    private static final double LARGEST = 9e18;

    private static volatile double high = 0.85;
    private static volatile double medium = 0.6;

    private final Context context;
    private final @Nullable OpenExecution execution;

    Said(Context context, @Nullable OpenExecution execution) {
        this.context = context;
        this.execution = execution;
    }

    /** About the execution of the calling thread, or about none. */
    static Said here() {
        Context context = Context.current();
        return new Said(context, context.execution());
    }

    static void setConfidence(double highFrom, double mediumFrom) {
        high = highFrom;
        medium = mediumFrom;
    }

    void tokens(@Nullable String model, @Nullable String operation, @Nullable String tokenType, long count) {
        if (model == null || operation == null || tokenType == null || count < 0) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        record(
                Keys.intern(
                        Keys.TOKEN_USAGE,
                        "model",
                        Texts.label(model),
                        "operation",
                        Texts.label(operation),
                        "token_type",
                        Texts.label(tokenType)),
                count);
        use(count, 0);
        long estimate = Prices.estimateNanoUsd(model, tokenType, count);
        if (estimate >= 0) {
            costNanoUsd(model, estimate);
        }
    }

    void cost(@Nullable String model, double usd) {
        if (model == null || !(usd >= 0 && usd * NANO < LARGEST)) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        costNanoUsd(model, Math.round(usd * NANO));
    }

    private void costNanoUsd(String model, long nanoUsd) {
        record(Keys.intern(Keys.COST_USD, "actor", actor(), "model", Texts.label(model)), nanoUsd);
        use(0, nanoUsd);
    }

    void confidence(double score) {
        if (!(score >= 0 && score <= 1)) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        String bucket = score >= high ? "high" : score >= medium ? "medium" : "low";
        record(Keys.intern(Keys.CONFIDENCE_SCORE, "bucket", bucket), Math.round(score * MILLIONTH));
    }

    void event(@Nullable String name, @Nullable String @Nullable [] keyValues) {
        if (name == null) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        record(Keys.intern(Keys.EVENT, Labels.with("event", Texts.label(name), keyValues)), 1);
    }

    void value(@Nullable String name, double value, @Nullable String @Nullable [] labels) {
        if (name == null || name.isEmpty() || !(value >= 0 && value * MILLIONTH < LARGEST)) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        record(Keys.internValue(Texts.label(name), Labels.of(labels)), Math.round(value * MILLIONTH));
    }

    void queueDepth(@Nullable String queue, long depth) {
        if (queue == null || depth < 0) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        record(Keys.intern(Keys.QUEUE_DEPTH, "queue", Texts.label(queue)), depth);
    }

    void processingTime(@Nullable String actor, @Nullable String stage, long durationNanos) {
        if (stage == null || durationNanos < 0) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        int key = Keys.intern(
                Keys.PROCESSING_TIME,
                "actor",
                actor == null ? actor() : Texts.label(actor),
                "stage",
                Texts.label(stage),
                "outcome",
                Outcome.SUCCESS);
        long startNanos = System.nanoTime() - durationNanos;
        context.record((long) SlotSink.TIMED << 32 | key, startNanos, durationNanos, execution);
    }

    void error(@Nullable String errorType) {
        if (errorType == null || errorType.isEmpty()) {
            SelfCounter.INVALID_SAMPLES.increment();
            return;
        }
        String type = Texts.id(errorType);
        Errors.count(context, execution, actor(), "", type);
        OpenExecution running = execution;
        if (running == null) {
            return;
        }
        if (running.hasEnded()) {
            SelfCounter.LATE_CALLS.increment();
        } else {
            running.fail(type, null);
        }
    }

    void user(@Nullable String user) {
        OpenExecution running = running(user);
        if (running != null && user != null) {
            running.user(Texts.id(user));
        }
    }

    void humanIntervention() {
        OpenExecution running = running("");
        if (running != null) {
            running.intervene();
        }
    }

    void put(@Nullable String key, @Nullable String value) {
        OpenExecution running = running(value);
        if (running != null && (key == null || value == null || !running.put(Texts.label(key), Texts.value(value)))) {
            SelfCounter.IGNORED_CALLS.increment();
        }
    }

    void correlation(@Nullable String id) {
        OpenExecution running = running(id);
        if (running != null && id != null) {
            running.correlate(Texts.id(id));
        }
    }

    private void record(int key, long value) {
        context.record(key, System.nanoTime(), value, execution);
    }

    private void use(long tokens, long costNanoUsd) {
        if (execution == null) {
            return;
        }
        if (execution.hasEnded()) {
            SelfCounter.LATE_CALLS.increment();
        } else {
            execution.use(tokens, costNanoUsd);
        }
    }

    /** The execution whose row may still change; null, and counted, when there is none or nothing is said. */
    private @Nullable OpenExecution running(@Nullable String said) {
        if (said == null || execution == null) {
            SelfCounter.IGNORED_CALLS.increment();
            return null;
        }
        if (execution.hasEnded()) {
            SelfCounter.LATE_CALLS.increment();
            return null;
        }
        return execution;
    }

    private String actor() {
        return execution == null ? "" : execution.actor();
    }
}
