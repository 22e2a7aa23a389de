package dev.nilometer.bootstrap;

/** Takes the slots of a {@link Lane}, on the drain's thread. */
public interface SlotSink {
    /** Flag: the value is a duration in ns, and the instant is start + value; without it the instant is the start. */
    int TIMED = 1;

    /** Flag: the call failed, or the record is an error. */
    int FAILED = 1 << 1;

    /** Flag: recorded outside any execution, at or above a valve that was not 0. */
    int SLOW = 1 << 2;

    /** Flag: recorded inside an execution that was kept from its start. */
    int KEPT = 1 << 3;

    /** Flag: recorded about an item outside any execution, which was not kept from its start. */
    int NOTE = 1 << 4;

    /**
     * One record.
     *
     * @param key what was measured, see {@link Keys#info}
     * @param flags {@link #TIMED}, {@link #FAILED}, {@link #SLOW}, {@link #KEPT}, {@link #NOTE}
     * @param startNanos by {@link System#nanoTime}
     * @param value in base units, never negative
     * @param execution the number of the execution it belongs to; 0 for none
     */
    void slot(int key, int flags, long startNanos, long value, long execution);
}
