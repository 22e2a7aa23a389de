package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/** A stage, as woven into a method or named by a facade call, with its keys. Safe from every thread. */
final class StageSite {
    private final @Nullable String actor;
    private final String defaultActor;
    private final String stage;
    private final StageKeys keys = new StageKeys();

    StageSite(@Nullable String actor, String defaultActor, String stage) {
        this.actor = actor;
        this.defaultActor = defaultActor;
        this.stage = stage;
    }

    String stage() {
        return stage;
    }

    /** For whom a call counts: the stage's own actor, else that of the execution, else the default. */
    String actorIn(@Nullable OpenExecution execution) {
        if (actor != null) {
            return actor;
        }
        return execution == null ? defaultActor : execution.actor();
    }

    /** The key of a call, with the labels of its arguments if it has any. */
    int key(@Nullable OpenExecution execution, boolean failed, @Nullable LabelSet labels) {
        if (labels == null) {
            return keys.key(this, execution, failed);
        }
        return labels.isOverflow()
                ? Keys.overflow(Keys.PROCESSING_TIME)
                : labels.keys().key(this, execution, failed);
    }
}
