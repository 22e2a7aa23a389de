package dev.nilometer.prometheus;

import java.util.List;

/**
 * The latest results of the background checks. Called by many nilometer-http threads at once; must answer at once,
 * from what is cached.
 */
@FunctionalInterface
public interface ReadyChecks {
    /** Every check with its latest result, in a fixed order; one that never ran yet is not healthy. */
    List<ReadyCheck> results();
}
