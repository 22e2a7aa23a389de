package dev.nilometer.bootstrap;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An actor and the queue its items come from, as woven into a method or named by a facade call. Immutable, but for the
 * sites it remembers of the same actor with other queues. Safe from every thread.
 */
final class ActorSite {
    /** The site of what is said about an item outside any execution. */
    static final ActorSite NOTE = new ActorSite(0, "", "");

    /** {@link #actorNumber} beyond the limit of numbered actors: its stages look their keys up by name. */
    static final int UNNUMBERED = -1;

    /** Of one actor; messages from further queues count under the site's own. */
    private static final int MAX_QUEUES = 256;

    private final int actorNumber;
    private final String actor;
    private final String queue;

    private @Nullable volatile ConcurrentHashMap<String, ActorSite> others;

    /** Keys of folded executions that succeeded, by metric; 0 until the first one. Racy: all write the same. */
    private final int[] foldKeys = new int[Keys.EXECUTION_INTERVENTION - Keys.EXECUTION_TIME + 1];

    ActorSite(int actorNumber, String actor, String queue) {
        this.actorNumber = actorNumber;
        this.actor = actor;
        this.queue = queue;
    }

    /** From 1; the same for all sites of one actor. */
    int actorNumber() {
        return actorNumber;
    }

    String actor() {
        return actor;
    }

    String queue() {
        return queue;
    }

    /** The site of the same actor with this queue; this one for null, and beyond the limits. */
    ActorSite from(@Nullable String otherQueue) {
        if (otherQueue == null || otherQueue.equals(queue)) {
            return this;
        }
        ConcurrentHashMap<String, ActorSite> known = others;
        ActorSite other = known == null ? null : known.get(otherQueue);
        return other != null ? other : firstFrom(otherQueue);
    }

    private synchronized ActorSite firstFrom(String otherQueue) {
        ConcurrentHashMap<String, ActorSite> known = others;
        if (known == null) {
            known = new ConcurrentHashMap<>(4);
            others = known;
        }
        if (known.size() >= MAX_QUEUES) {
            return this;
        }
        int site = Sites.execution(actor, Texts.label(otherQueue));
        ActorSite other = site == 0 ? this : Sites.actorAt(site);
        known.put(otherQueue, other);
        return other;
    }

    /** The key under which an execution folds. */
    int foldKey(int metricCode, boolean failed, String errorType) {
        if (failed) {
            return newFoldKey(metricCode, true, errorType);
        }
        int at = metricCode - Keys.EXECUTION_TIME;
        int known = foldKeys[at];
        if (known == 0) {
            known = newFoldKey(metricCode, false, errorType);
            foldKeys[at] = known;
        }
        return known;
    }

    private int newFoldKey(int metricCode, boolean failed, String errorType) {
        return Keys.intern(
                metricCode, "actor", actor, "queue", queue, "status", Outcome.of(failed), "error_type", errorType);
    }
}
