package dev.nilometer.bootstrap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stage, as woven into a method or named by a facade call, with its keys by actor and outcome. Read without a lock:
 * a reader that sees an array from before a change finds no key and looks it up by name.
 */
final class StageSite {
    private static final int[] NONE = {};

    private final @Nullable String actor;
    private final String defaultActor;
    private final String stage;
    private int[] successKeys = NONE;
    private int[] failedKeys = NONE;

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

    /** The key of a call: two array loads once it was seen before. */
    int key(@Nullable OpenExecution execution, boolean failed) {
        int[] keys = failed ? failedKeys : successKeys;
        int number = execution == null ? 0 : execution.site().actorNumber();
        if (number >= 0 && number < keys.length && keys[number] != 0) {
            return keys[number];
        }
        return findKey(execution, failed, number);
    }

    private int findKey(@Nullable OpenExecution execution, boolean failed, int number) {
        int key = Keys.intern(
                Keys.PROCESSING_TIME, "actor", actorIn(execution), "stage", stage, "outcome", Outcome.of(failed));
        if (number != ActorSite.UNNUMBERED) {
            remember(failed, number, key);
        }
        return key;
    }

    private synchronized void remember(boolean failed, int number, int key) {
        int[] before = failed ? failedKeys : successKeys;
        int[] after = Arrays.copyOf(before, Math.max(before.length, number + 1));
        after[number] = key;
        if (failed) {
            failedKeys = after;
        } else {
            successKeys = after;
        }
    }
}
