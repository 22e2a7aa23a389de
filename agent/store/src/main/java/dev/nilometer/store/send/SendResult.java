package dev.nilometer.store.send;

/** What one send did. Immutable. */
public final class SendResult {
    /** How it ended. */
    public enum Outcome {
        /** A group of frames was stored. */
        SENT,
        /** Nothing waited. */
        IDLE,
        /** The database has switched its fleet off. */
        DISABLED,
        /** Nothing was stored, or nobody knows yet; the next send goes on from what the database says. */
        FAILED
    }

    private final Outcome outcome;
    private final long rows;
    private final boolean more;

    private SendResult(Outcome outcome, long rows, boolean more) {
        this.outcome = outcome;
        this.rows = rows;
        this.more = more;
    }

    static SendResult of(Outcome outcome) {
        return new SendResult(outcome, 0, false);
    }

    static SendResult sent(long rows, boolean more) {
        return new SendResult(Outcome.SENT, rows, more);
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Rows stored, sketch rows included. */
    public long rows() {
        return rows;
    }

    /** True when more waits already, so that the next send should follow at once. */
    public boolean hasMore() {
        return more;
    }

    @Override
    public String toString() {
        return outcome + (outcome == Outcome.SENT ? " " + rows + " rows" : "") + (more ? ", more" : "");
    }
}
