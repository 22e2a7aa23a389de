package dev.nilometer.sample;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps a producer to so many messages a second, evenly. After a pause that was not its own (a full queue) it does not
 * hurry to catch up. For one thread.
 */
final class Pace {

    private static final long MAX_PARK_NANOS = 100_000_000;

    /** Zero: as fast as the consumers go. */
    private final long intervalNanos;

    private long nextNanos = System.nanoTime();

    Pace(int perSecond) {
        this.intervalNanos = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
    }

    /** Waits until the next message is due, or until {@code stopped} says true. */
    void await(BooleanSupplier stopped) {
        long wait = nextNanos - System.nanoTime();
        while (wait > 0 && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(wait, MAX_PARK_NANOS));
            wait = nextNanos - System.nanoTime();
        }
        nextNanos = Math.max(nextNanos, System.nanoTime() - intervalNanos) + intervalNanos;
    }
}
