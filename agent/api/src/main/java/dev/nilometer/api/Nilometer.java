package dev.nilometer.api;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What an application says about the work it is doing, beyond what annotations see at method boundaries.
 *
 * <p>Thread-safe, and every method may be called at any time on any thread. A call inside an execution (a method with
 * {@link Actor} or {@link QueueConsumer}, or {@link #execution}) belongs to it; a call outside any is a sample of its
 * own. No method blocks, throws, or does anything without the agent; null and senseless arguments are ignored, with the
 * agent they are counted.
 */
public final class Nilometer {

    private Nilometer() {}

    /**
     * Tokens that a language model took or gave.
     *
     * @param model as its vendor names it, {@code claude-sonnet}
     * @param operation what it was asked for, {@code extraction}
     * @param tokenType {@code input}, {@code output}, or another kind the vendor bills
     * @param count a number of tokens, not negative
     */
    public static void tokens(String model, String operation, String tokenType, long count) {
        Hooks.tokens(model, operation, tokenType, count);
    }

    /**
     * Money spent on a model, in US dollars; adds up within an execution.
     *
     * @param usd not negative; kept to a millionth of a dollar or finer
     */
    public static void cost(String model, double usd) {
        Hooks.cost(model, usd);
    }

    /** How sure the actor is of its result, from 0 to 1; the last call in an execution counts for it. */
    public static void confidence(double score) {
        Hooks.confidence(score);
    }

    /** On whose behalf the execution works; the last call counts. Pass a pseudonym where a name is too much. */
    public static void user(String user) {
        Hooks.user(user);
    }

    /** A human had to step in, or will have to. */
    public static void humanIntervention() {
        Hooks.humanIntervention();
    }

    /**
     * Something worth counting happened.
     *
     * @param name {@code escalation}
     * @param keyValues attributes in pairs, {@code "reason", "safety"}; labels in SQL, not in Prometheus
     */
    public static void event(String name, String... keyValues) {
        Hooks.event(name, keyValues);
    }

    /**
     * One value of a series of the application's own.
     *
     * @param name with its unit, {@code basket_eur}
     * @param labels in pairs, {@code "shop", "de"}; each distinct set is a series, so few values each
     */
    public static void value(String name, double value, String... labels) {
        Hooks.value(name, value, labels);
    }

    /** Keeps a key and a value with the execution (its {@code metadata}); ignored outside one. */
    public static void put(String key, String value) {
        Hooks.put(key, value);
    }

    /** Counts an error that was handled, and marks the running execution as failed with this type. */
    public static void error(String errorType) {
        Hooks.error(errorType);
    }

    /** The number of items waiting in a queue right now, where {@link QueueDepth} cannot be used. */
    public static void queueDepth(String queue, long depth) {
        Hooks.queueDepth(queue, depth);
    }

    /**
     * Starts a stage on this thread, to be closed on the same thread:
     * {@code try (Stage s = Nilometer.stage("render")) { … }}.
     */
    public static Stage stage(String name) {
        return Stage.of(Hooks.beginStage(name));
    }

    /** A duration that was measured elsewhere, as one call of a stage. */
    public static void processingTime(String actor, String stage, Duration duration) {
        Hooks.processingTime(actor, stage, Nanos.of(duration));
    }

    /**
     * Starts an execution on this thread, where no method can be annotated; to be closed on the same thread:
     * {@code try (Execution e = Nilometer.execution("actor", "item-7")) { … }}.
     */
    public static Execution execution(String actor, String itemId) {
        return Execution.of(Hooks.beginExecution(actor, itemId));
    }

    /** Speaks about an item outside any execution, possibly hours later: {@code forItem("item-7").event("approved")}. */
    public static ItemScope forItem(String itemId) {
        return Hooks.active() ? new ItemScope(itemId) : ItemScope.INERT;
    }

    /**
     * Sets the id that ties this execution, and those nested in it, to work elsewhere. Without it the outermost
     * execution has a generated one.
     */
    public static void correlation(String id) {
        Hooks.correlation(id);
    }

    /** The id of {@link #correlation}, given or generated; null outside an execution and without the agent. */
    public static @Nullable String correlationId() {
        return Hooks.correlationId();
    }

    /** The task, to be run later or elsewhere as part of the execution that runs here now. */
    public static Runnable wrap(Runnable task) {
        return Hooks.wrap(task);
    }

    /** As {@link #wrap(Runnable)}, for a task with a result. */
    public static <T> Callable<T> wrap(Callable<T> task) {
        return Hooks.wrapCallable(task);
    }
}
