package dev.nilometer.bootstrap;

/** An actor and the queue its items come from, as woven into a method or named by a facade call. Immutable. */
final class ActorSite {
    /** The site of what is said about an item outside any execution. */
    static final ActorSite NOTE = new ActorSite(0, "", "");

    /** {@link #actorNumber} beyond the limit of numbered actors: its stages look their keys up by name. */
    static final int UNNUMBERED = -1;

    private final int actorNumber;
    private final String actor;
    private final String queue;

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
