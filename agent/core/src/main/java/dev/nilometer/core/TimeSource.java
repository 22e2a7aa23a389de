package dev.nilometer.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where the drain takes its time from; a test brings a clock of its own. Safe from every thread. */
public interface TimeSource {
    /** The clocks of this machine. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long epochMicros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
    };

    /** For measuring how long: flush intervals, budget. */
    long nanoTime();

    /** Wall clock, microseconds since 1970 UTC. */
    long epochMicros();
}
