package dev.nilometer.worker.rollup;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of time, the end excluded. Immutable. */
public record Span(Instant start, Instant end) {
    /** Written out, as in {@link SeriesInfo}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Span that && start.equals(that.start) && end.equals(that.end);
    }

    @Override
    public int hashCode() {
        return start.hashCode() * 31 + end.hashCode();
    }

    /** Refuses an end that is not after the start. */
    public Span {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a span ends after it starts: " + start + " to " + end);
        }
    }

    static Span starting(Instant start, Duration length) {
        return new Span(start, start.plus(length));
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
