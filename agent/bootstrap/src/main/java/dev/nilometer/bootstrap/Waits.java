package dev.nilometer.bootstrap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** How long an item waited, from the instant its application gives. On the application's threads. */
final class Waits {
    private Waits() {}

    /**
     * Nanoseconds from that instant until now; {@link OpenExecution#NO_WAIT} for null, for a type that is not known, and
     * for an instant in the future, the last two being counted.
     */
    @SuppressWarnings("JavaUtilDate") // what applications have
    static long since(@Nullable Object enqueuedAt) {
        if (enqueuedAt == null) {
            return OpenExecution.NO_WAIT;
        }
        if (enqueuedAt instanceof Number) {
            return sinceEpochMillis(((Number) enqueuedAt).longValue());
        }
        if (enqueuedAt instanceof Date) {
            return sinceEpochMillis(((Date) enqueuedAt).getTime());
        }
        Instant instant = instantOf(enqueuedAt);
        if (instant == null) {
            SelfCounter.UNKNOWN_INSTANTS.increment();
            return OpenExecution.NO_WAIT;
        }
        return sinceInstant(instant);
    }

    /** From that instant until the start of an execution that began a moment ago. */
    static long untilStart(long epochMillis, OpenExecution execution) {
        long untilNow = sinceEpochMillis(epochMillis);
        return untilNow < 0 ? untilNow : Math.max(0, untilNow - (System.nanoTime() - execution.startNanos()));
    }

    private static long sinceEpochMillis(long epochMillis) {
        long millis = System.currentTimeMillis() - epochMillis;
        // The far past of a wrong clock or a 0 that means "unknown" overflows no long.
        boolean fits = millis <= Long.MAX_VALUE / 1_000_000;
        return notNegative(fits ? millis * 1_000_000 : Long.MAX_VALUE);
    }

    private static @Nullable Instant instantOf(Object enqueuedAt) {
        if (enqueuedAt instanceof Instant) {
            return (Instant) enqueuedAt;
        }
        if (enqueuedAt instanceof OffsetDateTime) {
            return ((OffsetDateTime) enqueuedAt).toInstant();
        }
        return enqueuedAt instanceof ZonedDateTime ? ((ZonedDateTime) enqueuedAt).toInstant() : null;
    }

    private static long sinceInstant(Instant instant) {
        try {
            return notNegative(Duration.between(instant, Instant.now()).toNanos());
        } catch (ArithmeticException | DateTimeException e) {
            return notNegative(instant.getEpochSecond() < 0 ? Long.MAX_VALUE : -1);
        }
    }

    private static long notNegative(long waitNanos) {
        if (waitNanos >= 0) {
            return waitNanos;
        }
        SelfCounter.NEGATIVE_WAITS.increment();
        return OpenExecution.NO_WAIT;
    }
}
