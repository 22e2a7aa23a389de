package dev.nilometer.store.send;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after failures: doubling from 100 ms to 15 s, each time between half of it and all of it. */
final class Backoff {
    private static final long FIRST_NANOS = 100_000_000L;
    private static final long LONGEST_NANOS = 15_000_000_000L;

    private long nextNanos = FIRST_NANOS;

    void succeeded() {
        nextNanos = FIRST_NANOS;
    }

    long nextNanos() {
        long whole = nextNanos;
        nextNanos = Math.min(LONGEST_NANOS, whole * 2);
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }
}
