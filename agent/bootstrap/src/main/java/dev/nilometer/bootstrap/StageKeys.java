package dev.nilometer.bootstrap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one stage with one set of further labels, by actor and outcome. Read without a lock: a reader that sees an
 * array from before a change finds no key and looks it up by name.
 */
final class StageKeys {
    private static final int[] NONE = {};

    private final String[] labels;
    private int[] successKeys = NONE;
    private int[] failedKeys = NONE;

    /** For stages with these labels, by turns, besides actor, stage and outcome. */
    StageKeys(String... labels) {
        this.labels = labels;
    }

    /** The key of a call: two array loads once it was seen before. */
    int key(StageSite site, @Nullable OpenExecution execution, boolean failed) {
        int[] keys = failed ? failedKeys : successKeys;
        int number = execution == null ? 0 : execution.site().actorNumber();
        if (number >= 0 && number < keys.length && keys[number] != 0) {
            return keys[number];
        }
        return findKey(site, execution, failed, number);
    }

    private int findKey(StageSite site, @Nullable OpenExecution execution, boolean failed, int number) {
        String[] all = Arrays.copyOf(
                new String[] {"actor", site.actorIn(execution), "stage", site.stage(), "outcome", Outcome.of(failed)},
                6 + labels.length);
        System.arraycopy(labels, 0, all, 6, labels.length);
        int key = Keys.intern(Keys.PROCESSING_TIME, all);
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
