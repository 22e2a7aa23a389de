package dev.nilometer.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as a number, on the application's thread: never throws, never allocates. */
final class Nanos {

    /** What the agent counts as an unusable value. */
    static final long UNUSABLE = -1;

    private Nanos() {}

    /** Nanoseconds; {@link #UNUSABLE} for null and for what is negative or longer than a long holds (292 years). */
    static long of(@Nullable Duration duration) {
        if (duration == null || duration.isNegative() || duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000) {
            return UNUSABLE;
        }
        return duration.toNanos();
    }
}
