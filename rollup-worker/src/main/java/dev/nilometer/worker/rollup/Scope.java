package dev.nilometer.worker.rollup;

import org.jspecify.annotations.Nullable;

/**
 * Which hours a run takes. Immutable.
 *
 * @param again roll up the hours that touch this span, dirty or not, and no others; null for every dirty hour
 * @param closedOnly leave out hours that are not over by the database's clock
 */
public record Scope(@Nullable Span again, boolean closedOnly) {
    /** Every dirty hour, the open one too. */
    public static final Scope DIRTY = new Scope(null, false);

    /** Every dirty hour that is over. */
    public static final Scope CLOSED = new Scope(null, true);

    /** The hours of a span, dirty or not. */
    public static Scope again(Span span) {
        return new Scope(span, false);
    }

    String from() {
        return again == null ? "-infinity" : again.start().toString();
    }

    String to() {
        return again == null ? "infinity" : again.end().toString();
    }
}
