package dev.nilometer.core;

import dev.nilometer.model.Batch;

/** Takes sealed batches off the drain: the spool's hand-over. Called on nilometer-drain; must not wait. */
@FunctionalInterface
public interface BatchSink {
    /** Takes every batch and forgets it: for an agent without a database. */
    BatchSink NOWHERE = batch -> true;

    /** Takes a batch, which the drain then touches no more; false when there is no room: it is offered again later. */
    boolean offer(Batch batch);
}
