package dev.nilometer.core.drain;

import dev.nilometer.core.TimeSource;
import java.time.Duration;

/** A clock that a test moves. */
final class ManualClock implements TimeSource {
    private long nanos = 1_000_000_000L;
    private long epochMicros = 1_800_000_000_000_000L;

    void advance(Duration by) {
        nanos += by.toNanos();
        epochMicros += by.toNanos() / 1_000;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMicros() {
        return epochMicros;
    }
}
