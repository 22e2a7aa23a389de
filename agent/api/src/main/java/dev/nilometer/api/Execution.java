package dev.nilometer.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running execution that ends when it is closed; see {@link Nilometer#execution}.
 *
 * <p>For the thread that started it alone. Closing twice is closing once, and nothing said after it counts. Without the
 * agent there is one execution that is everybody's and does nothing.
 */
public final class Execution implements AutoCloseable {

    static final Execution INERT = new Execution(null);

    /** The agent's; null when there is none, or when the execution is closed. */
    private @Nullable Object handle;

    private Execution(@Nullable Object handle) {
        this.handle = handle;
    }

    static Execution of(@Nullable Object handle) {
        return handle == null ? INERT : new Execution(handle);
    }

    /** Says that the execution failed; its {@code error_type} is the simple name of the unwrapped exception class. */
    public void failed(Throwable failure) {
        Object open = handle;
        if (open != null) {
            Hooks.executionFailed(open, failure);
        }
    }

    /** The number of the delivery: 1 for the first, 2 for the first repetition. */
    public void attempt(int attempt) {
        Object open = handle;
        if (open != null) {
            Hooks.executionAttempt(open, attempt);
        }
    }

    /** When the item was put into its queue; the wait is from there to the start of the execution, in milliseconds. */
    public void enqueuedAt(Instant instant) {
        Object open = handle;
        if (open != null && representable(instant)) {
            Hooks.executionEnqueuedAt(open, instant.toEpochMilli());
        }
    }

    /** False for null and for years that do not fit a long of milliseconds. */
    private static boolean representable(@Nullable Instant instant) {
        return instant != null && Math.abs(instant.getEpochSecond()) < Long.MAX_VALUE / 1000;
    }

    @Override
    public void close() {
        Object open = handle;
        if (open != null) {
            handle = null;
            Hooks.endExecution(open);
        }
    }
}
