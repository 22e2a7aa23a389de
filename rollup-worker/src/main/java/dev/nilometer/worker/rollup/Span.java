package dev.nilometer.worker.rollup;

import java.time.Duration;
import java.time.Instant;

/** A span of time, the end excluded. Immutable. */
public record Span(Instant start, Instant end) {
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
