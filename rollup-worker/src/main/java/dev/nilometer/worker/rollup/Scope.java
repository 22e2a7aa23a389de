package dev.nilometer.worker.rollup;

import org.jspecify.annotations.Nullable;

/**
 * Which hours a run takes. Immutable.
 *
 * @param within only hours that touch this span; null for all
 * @param again hours that are not dirty too
 * @param closedOnly leave out hours that are not over by the database's clock
 */
public record Scope(@Nullable Span within, boolean again, boolean closedOnly) {
    /** Every dirty hour, the open one too. */
    public static final Scope DIRTY = new Scope(null, false, false);

    /** Every dirty hour that is over. */
    public static final Scope CLOSED = new Scope(null, false, true);

    /** The hours of a span, dirty or not. */
    public static Scope again(Span span) {
        return new Scope(span, true, false);
    }

    /** The dirty hours of a span. */
    public static Scope dirtyIn(Span span) {
        return new Scope(span, false, false);
    }

    String from() {
        return within == null ? "-infinity" : within.start().toString();
    }

    String to() {
        return within == null ? "infinity" : within.end().toString();
    }
}
