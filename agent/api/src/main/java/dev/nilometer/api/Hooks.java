package dev.nilometer.api;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The empty methods that the agent fills while this class is loaded; the facade ends in them and nowhere else.
 *
 * <p>Called on the application's threads. Signatures are a contract with agents older and newer than this jar: JDK
 * types alone, and never changed, only added to. Handles are made by the agent and mean nothing here; null stands for
 * "no agent". Arguments may be null whatever their type says, because applications do pass null.
 */
final class Hooks {

    private Hooks() {}

    /** True when an agent filled this class. */
    static boolean active() {
        return false;
    }

    // what the execution of the calling thread is told

    static void tokens(String model, String operation, String tokenType, long count) {}

    static void cost(String model, double usd) {}

    static void confidence(double score) {}

    static void user(String user) {}

    static void humanIntervention() {}

    static void event(String name, String[] keyValues) {}

    static void value(String name, double value, String[] labels) {}

    static void put(String key, String value) {}

    static void error(String errorType) {}

    static void correlation(String id) {}

    static @Nullable String correlationId() {
        return null;
    }

    // what needs no execution

    static void queueDepth(String queue, long depth) {}

    static void processingTime(String actor, String stage, long durationNanos) {}

    static Runnable wrap(Runnable task) {
        return task;
    }

    static <T> Callable<T> wrapCallable(Callable<T> task) {
        return task;
    }

    // spans where no method can be annotated

    static @Nullable Object beginStage(String name) {
        return null;
    }

    static void endStage(Object handle, @Nullable Throwable failure) {}

    static @Nullable Object beginExecution(String actor, String itemId) {
        return null;
    }

    static void executionFailed(Object handle, Throwable failure) {}

    static void executionAttempt(Object handle, int attempt) {}

    static void executionEnqueuedAt(Object handle, long epochMillis) {}

    static void endExecution(Object handle) {}

    // what an item is told outside any execution, possibly hours later

    static void itemTokens(String itemId, String model, String operation, String tokenType, long count) {}

    static void itemCost(String itemId, String model, double usd) {}

    static void itemConfidence(String itemId, double score) {}

    static void itemUser(String itemId, String user) {}

    static void itemHumanIntervention(String itemId) {}

    static void itemEvent(String itemId, String name, String[] keyValues) {}

    static void itemValue(String itemId, String name, double value, String[] labels) {}

    static void itemPut(String itemId, String key, String value) {}

    static void itemError(String itemId, String errorType) {}
}
