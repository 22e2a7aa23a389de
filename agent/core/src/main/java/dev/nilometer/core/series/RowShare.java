package dev.nilometer.core.series;

/**
 * A series' part of the row budget, kept here so that the budget finds it without a look-up. Plain numbers without a
 * meaning of their own: the budget alone reads and writes them, on nilometer-drain.
 */
public final class RowShare {
    /** Rows it may still have. */
    public double credit = 1;

    /** True once a sample of it came from outside of any execution. */
    public boolean outside;

    /** Records since the last round. */
    public long seen;

    /** Records a second, smoothed. */
    public double demand;

    /** The threshold that its keys have now. */
    public long threshold = -1;

    RowShare() {}
}
