package dev.nilometer.sample;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps a producer to so many messages a second, evenly. After a pause that was not its own (a full queue) it catches
 * up on 10 ms at most. For one thread.
 */
final class Pace {

    private static final long MAX_PARK_NANOS = 100_000_000;
    private static final long MAX_LAG_NANOS = 10_000_000;

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
        nextNanos = Math.max(nextNanos, System.nanoTime() - MAX_LAG_NANOS) + intervalNanos;
    }
}
