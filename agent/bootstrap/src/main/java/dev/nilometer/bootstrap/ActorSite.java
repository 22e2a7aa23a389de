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
}
