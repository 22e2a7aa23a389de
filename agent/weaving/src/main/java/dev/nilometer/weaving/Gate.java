package dev.nilometer.weaving;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether woven code has something to call: the recorder is defined beside the application's start, and the first class
 * with a hit may come before it is there. Decided once, by nilometer-start; then asked by the threads that load classes,
 * which wait for the decision, at most {@value #MAX_WAIT_SECONDS} s, holding whatever they hold: so nothing that is done
 * before the decision may touch the application. Safe from every thread.
 */
public final class Gate {
    private static final int MAX_WAIT_SECONDS = 10;

    private final CountDownLatch decided = new CountDownLatch(1);
    private final long maxWaitNanos;
    private volatile boolean open;

    /** A gate of which nothing is known yet. */
    public Gate() {
        this(TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS));
    }

    Gate(long maxWaitNanos) {
        this.maxWaitNanos = maxWaitNanos;
    }

    /** A gate that is open already. */
    public static Gate opened() {
        Gate gate = new Gate();
        gate.open();
        return gate;
    }

    /** Classes are woven from here on. */
    public void open() {
        open = true;
        decided.countDown();
    }

    /** Classes keep their bytes, for good: the agent could not start. */
    public void close() {
        decided.countDown();
    }

    /** True when woven code may run; false when it may not, or when that is not known in time. */
    boolean isOpen() {
        return open || waitForDecision();
    }

    /** False while neither was said. */
    boolean isDecided() {
        return decided.getCount() == 0;
    }

    /** An interrupt is the application's: it neither ends the wait nor is it lost. */
    private boolean waitForDecision() {
        long endNanos = System.nanoTime() + maxWaitNanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    decided.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return open;
                } catch (InterruptedException applications) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
