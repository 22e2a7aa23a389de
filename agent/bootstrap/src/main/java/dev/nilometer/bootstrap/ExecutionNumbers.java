package dev.nilometer.bootstrap;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of executions: they begin at the milliseconds of the JVM's start, 20 random bits behind, and count up; a later
 * start begins higher unless there were more than a million executions a millisecond. Threads take {@value #BLOCK} at a
 * time, so that they do not wait for each other: numbers ascend within a thread, and nearly so among threads. Safe from
 * every thread.
 */
final class ExecutionNumbers {
    /** Numbers that a thread takes at a time; a power of two, and each block begins at a multiple of it. */
    static final int BLOCK = 64;

    private static final AtomicLong NEXT = new AtomicLong((System.currentTimeMillis() << 20)
            + (long) ThreadLocalRandom.current().nextInt((1 << 20) / BLOCK) * BLOCK);

    private ExecutionNumbers() {}

    /** The first of {@value #BLOCK} numbers that nobody else gets. */
    static long nextBlock() {
        return NEXT.getAndAdd(BLOCK);
    }
}
