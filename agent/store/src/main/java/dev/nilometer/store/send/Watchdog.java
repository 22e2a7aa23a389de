package dev.nilometer.store.send;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection on which one step takes longer than 9 s, so that the sender is free within 10 s. pgjdbc's socket
 * timeout ends reads that get no answer; only another thread can end a write that nobody takes, or whatever else hangs
 * inside the driver.
 */
final class Watchdog {
    private static final long STEP_NANOS = 9_000_000_000L;
    private static final long TICK_NANOS = 250_000_000L;

    private volatile @Nullable Connection watched;
    private volatile long deadlineNanos;
    private volatile long tookNanos;
    private volatile long lastNanos = Long.MAX_VALUE;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    /** Starts nilometer-watch. */
    void start(ThreadFactory threads) {
        Thread watching = threads.newThread(this::watch);
        watching.setName("nilometer-watch");
        watching.setDaemon(true);
        thread = watching;
        watching.start();
    }

    /** A step on this connection begins. */
    void enter(Connection connection) {
        deadlineNanos = System.nanoTime() + STEP_NANOS;
        watched = connection;
    }

    /** The step has ended. */
    void leave() {
        took(System.nanoTime() - (deadlineNanos - STEP_NANOS));
        watched = null;
    }

    /** A step that needs no watch took so long. */
    void took(long nanos) {
        tookNanos = nanos;
    }

    /** How long the latest step took: to connect, or a statement, COPY or commit with its answer. Any thread. */
    long tookNanos() {
        return tookNanos;
    }

    /** No step lasts longer than so many nanoseconds from now. */
    void endBy(long nanosFromNow) {
        lastNanos = System.nanoTime() + nanosFromNow;
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!stopped) {
            LockSupport.parkNanos(this, TICK_NANOS);
            try {
                check();
            } catch (VirtualMachineError e) {
                // the next tick tries again
            }
        }
    }

    private void check() {
        Connection connection = watched;
        long now = System.nanoTime();
        boolean late = now - deadlineNanos > 0 || (lastNanos != Long.MAX_VALUE && now - lastNanos > 0);
        if (connection != null && late) {
            abort(connection);
        }
    }

    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            // it is closed already
        }
    }
}
