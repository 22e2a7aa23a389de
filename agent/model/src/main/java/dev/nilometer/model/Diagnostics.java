package dev.nilometer.model;

/**
 * How a room says what an operator should know. In the agent it is one rate-limited log on stderr, since no logging
 * framework may be touched inside a foreign process; in the worker it is the worker's log. Safe from every thread,
 * never throws.
 */
public interface Diagnostics {
    /** Something is wrong that will mend itself or be retried. One sentence, without secrets. */
    void warn(String sentence);

    /** Something an operator may want to know once. */
    void info(String sentence);

    /** Details for whoever searches; usually switched off. */
    void debug(String sentence);

    /**
     * A thread of ours found the host's heap exhausted, and goes on. That shows as an OutOfMemoryError or, while the JDK
     * links a lambda, as an InternalError: so the edges of our loops catch VirtualMachineError. Allocates nothing.
     */
    default void heapExhausted() {}
}
