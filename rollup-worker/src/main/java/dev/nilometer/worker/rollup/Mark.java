package dev.nilometer.worker.rollup;

/**
 * Told when work reaches a step at which a killed worker would leave a state of its own. Does nothing in a worker; tests
 * end the process here. May be called by several threads.
 */
@FunctionalInterface
public interface Mark {
    /** Nobody listens. */
    Mark NONE = step -> {};

    /** Work is about to go on after this step. */
    void reach(String step);
}
