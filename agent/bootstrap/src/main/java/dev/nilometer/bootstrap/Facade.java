package dev.nilometer.bootstrap;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What fills the empty bodies of the API's facade: the same names, the same arguments, plus {@link #setConfidence} and
 * {@link #setPrice}. On the application's threads; arguments may be null whatever their type says, and are then ignored and counted.
 *
 * <p>A call inside an execution belongs to it; a call outside any is a sample of its own. What is said about an item
 * outside any execution travels in a {@link Note}.
 */
public final class Facade {
    private Facade() {}

    /** From which score on confidence is high, and from which medium; for dist, before the recorder starts. */
    public static void setConfidence(double high, double medium) {
        Said.setConfidence(high, medium);
    }

    /** What a model's tokens cost, USD a million; for dist, before the recorder starts. */
    public static void setPrice(String model, double inputUsd, double outputUsd) {
        Prices.set(model, inputUsd, outputUsd);
    }

    /** True: an agent filled the facade. */
    public static boolean active() {
        return true;
    }

    // ------------------------------------------------------------------ what the running execution is told

    /** Tokens that a language model took or gave. */
    public static void tokens(
            @Nullable String model, @Nullable String operation, @Nullable String tokenType, long count) {
        if (Recorder.isOn()) {
            Said.here().tokens(model, operation, tokenType, count);
        }
    }

    /** Money spent on a model, US dollars. */
    public static void cost(@Nullable String model, double usd) {
        if (Recorder.isOn()) {
            Said.here().cost(model, usd);
        }
    }

    /** How sure the actor is, 0 to 1. */
    public static void confidence(double score) {
        if (Recorder.isOn()) {
            Said.here().confidence(score);
        }
    }

    /** For whom the execution works. */
    public static void user(@Nullable String user) {
        if (Recorder.isOn()) {
            Said.here().user(user);
        }
    }

    /** A human had to step in. */
    public static void humanIntervention() {
        if (Recorder.isOn()) {
            Said.here().humanIntervention();
        }
    }

    /** Something happened, with attributes by turns. */
    public static void event(@Nullable String name, @Nullable String @Nullable [] keyValues) {
        if (Recorder.isOn()) {
            Said.here().event(name, keyValues);
        }
    }

    /** One value under the application's own name, with labels by turns. */
    public static void value(@Nullable String name, double value, @Nullable String @Nullable [] labels) {
        if (Recorder.isOn()) {
            Said.here().value(name, value, labels);
        }
    }

    /** Keeps a key and a value with the execution. */
    public static void put(@Nullable String key, @Nullable String value) {
        if (Recorder.isOn()) {
            Said.here().put(key, value);
        }
    }

    /** Counts a handled error, and marks the execution as failed. */
    public static void error(@Nullable String errorType) {
        if (Recorder.isOn()) {
            Said.here().error(errorType);
        }
    }

    /** Sets the correlation id of the execution and of those it will nest. */
    public static void correlation(@Nullable String id) {
        if (Recorder.isOn()) {
            Said.here().correlation(id);
        }
    }

    /** The correlation id, given or generated; null outside an execution. */
    public static @Nullable String correlationId() {
        OpenExecution running = Recorder.isOn() ? Context.current().execution() : null;
        return running == null ? null : running.correlation();
    }

    // ------------------------------------------------------------------ what needs no execution

    /** Items waiting in a queue right now. */
    public static void queueDepth(@Nullable String queue, long depth) {
        if (Recorder.isOn()) {
            Said.here().queueDepth(queue, depth);
        }
    }

    /** A duration measured elsewhere, as one call of a stage. */
    public static void processingTime(@Nullable String actor, @Nullable String stage, long durationNanos) {
        if (Recorder.isOn()) {
            Said.here().processingTime(actor, stage, durationNanos);
        }
    }

    /** The task as part of the execution that runs here; itself when none does. */
    public static Runnable wrap(Runnable task) {
        OpenExecution running = Recorder.isOn() ? Context.current().execution() : null;
        return running == null || task == null ? task : new CarriedRunnable(task, running);
    }

    /** As {@link #wrap}, for a task with a result. */
    public static <T> Callable<T> wrapCallable(Callable<T> task) {
        OpenExecution running = Recorder.isOn() ? Context.current().execution() : null;
        return running == null || task == null ? task : new CarriedCallable<>(task, running);
    }

    // ------------------------------------------------------------------ spans

    /** Begins a stage; null when not recording. */
    public static @Nullable Object beginStage(@Nullable String name) {
        if (name == null) {
            SelfCounter.IGNORED_CALLS.increment();
            return null;
        }
        int site = Sites.stage(null, "", Texts.label(name));
        long startNanos = Recorder.enterStage(site);
        return startNanos == 0 ? null : new StageSpan(site, startNanos);
    }

    /** Ends a stage that {@link #beginStage} began. */
    public static void endStage(@Nullable Object handle, @Nullable Throwable failure) {
        if (handle instanceof StageSpan) {
            ((StageSpan) handle).end(failure);
        }
    }

    /** Begins an execution on this thread; null when not recording and for a recursion. */
    public static @Nullable Object beginExecution(@Nullable String actor, @Nullable String itemId) {
        if (actor == null) {
            SelfCounter.IGNORED_CALLS.increment();
            return null;
        }
        OpenExecution begun = Recorder.enterExecution(Sites.execution(Texts.label(actor), ""), itemId, null, 0);
        if (begun != null) {
            begun.share();
        }
        return begun;
    }

    /** Marks an execution that {@link #beginExecution} began as failed. */
    public static void executionFailed(@Nullable Object handle, @Nullable Throwable failure) {
        if (handle instanceof OpenExecution && failure != null) {
            Executions.fail(Context.current(), (OpenExecution) handle, failure);
        }
    }

    /** Says which delivery it is. */
    public static void executionAttempt(@Nullable Object handle, int attempt) {
        if (handle instanceof OpenExecution) {
            ((OpenExecution) handle).attempt(attempt);
        }
    }

    /** Says when its item was enqueued. */
    public static void executionEnqueuedAt(@Nullable Object handle, long epochMillis) {
        if (handle instanceof OpenExecution) {
            ((OpenExecution) handle).waited(Waits.untilStart(epochMillis, (OpenExecution) handle));
        }
    }

    /** Ends an execution that {@link #beginExecution} began. */
    public static void endExecution(@Nullable Object handle) {
        if (handle instanceof OpenExecution) {
            Recorder.exitExecution((OpenExecution) handle, null);
        }
    }

    // ------------------------------------------------------------------ what an item is told outside any execution

    /** As {@link #tokens}. */
    public static void itemTokens(
            @Nullable String itemId,
            @Nullable String model,
            @Nullable String operation,
            @Nullable String tokenType,
            long count) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().tokens(model, operation, tokenType, count);
            note.end();
        }
    }

    /** As {@link #cost}. */
    public static void itemCost(@Nullable String itemId, @Nullable String model, double usd) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().cost(model, usd);
            note.end();
        }
    }

    /** As {@link #confidence}. */
    public static void itemConfidence(@Nullable String itemId, double score) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().confidence(score);
            note.end();
        }
    }

    /** As {@link #user}. */
    public static void itemUser(@Nullable String itemId, @Nullable String user) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().user(user);
            note.end();
        }
    }

    /** As {@link #humanIntervention}. */
    public static void itemHumanIntervention(@Nullable String itemId) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().humanIntervention();
            note.end();
        }
    }

    /** As {@link #event}. */
    public static void itemEvent(
            @Nullable String itemId, @Nullable String name, @Nullable String @Nullable [] keyValues) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().event(name, keyValues);
            note.end();
        }
    }

    /** As {@link #value}. */
    public static void itemValue(
            @Nullable String itemId, @Nullable String name, double value, @Nullable String @Nullable [] labels) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().value(name, value, labels);
            note.end();
        }
    }

    /** As {@link #put}. */
    public static void itemPut(@Nullable String itemId, @Nullable String key, @Nullable String value) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().put(key, value);
            note.end();
        }
    }

    /** As {@link #error}. */
    public static void itemError(@Nullable String itemId, @Nullable String errorType) {
        Note note = Note.about(itemId);
        if (note != null) {
            note.said().error(errorType);
            note.end();
        }
    }
}
