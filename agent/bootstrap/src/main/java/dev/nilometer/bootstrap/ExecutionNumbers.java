package dev.nilometer.bootstrap;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of executions: they begin at the milliseconds of the JVM's start, 20 random bits behind, and count up; a later
 * start begins higher unless there were more than a million executions a millisecond. Safe from every thread.
 */
final class ExecutionNumbers {
    private static final AtomicLong NEXT = new AtomicLong(
            (System.currentTimeMillis() << 20) + ThreadLocalRandom.current().nextInt(1 << 20));

    private ExecutionNumbers() {}

    static long next() {
        return NEXT.getAndIncrement();
    }
}
