package dev.nilometer.core;

import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;

/**
 * Knows what became of the records that were handed over. Called on nilometer-drain, right after hand-overs; must not
 * wait.
 */
@FunctionalInterface
public interface InFlight {
    /** What was handed over has arrived: for an agent without a database. */
    InFlight NONE = (kind, counted) -> counted;

    /**
     * The totals as an operator shall see them: what waits in hand-over and spool moved from rows and sketched to in
     * flight, what was lost there to dropped.
     *
     * @param counted the drain's own, in which all that was handed over stands under rows and sketched
     */
    Totals outside(RecordKind kind, Totals counted);
}
