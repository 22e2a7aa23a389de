package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Something said about an item outside any execution, possibly hours later. Items live in execution rows alone, so it
 * travels in an execution without an actor and without a length. On the application's threads.
 */
final class Note {
    private final Context context;
    private final OpenExecution execution;

    private Note(Context context, OpenExecution execution) {
        this.context = context;
        this.execution = execution;
    }

    /** Null when not recording and, counted, when there is no item. */
    static @Nullable Note about(@Nullable String itemId) {
        if (!Recorder.isOn()) {
            return null;
        }
        if (itemId == null) {
            SelfCounter.IGNORED_CALLS.increment();
            return null;
        }
        Context context = Context.current();
        OpenExecution execution = new OpenExecution(context, ActorSite.NOTE, Texts.id(itemId), null, null);
        execution.start(System.nanoTime());
        return new Note(context, execution);
    }

    /** The item was one of the batch that this execution, which ends now, has worked on. */
    static void link(String itemId, OpenExecution batch, Context context) {
        OpenExecution execution = new OpenExecution(context, ActorSite.NOTE, itemId, null, batch);
        execution.start(System.nanoTime());
        Executions.end(context, execution, null);
    }

    Said said() {
        return new Said(context, execution);
    }

    void end() {
        Executions.end(context, execution, null);
    }
}
