package dev.nilometer.store.send;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.store.spool.Spool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * nilometer-send: send, wait, again. It waits the send interval with 20 % of jitter, less when 20,000 rows wait, not at
 * all while a backlog drains, and as {@link Backoff} says after failures. From 10 s on it closes the connection in
 * between.
 */
final class SendLoop {
    /** An interval of 10 s, at its shortest. */
    private static final long CLOSE_FROM_NANOS = 8_000_000_000L;

    private static final long DISABLED_MILLIS = 10_000;
    private static final long HEAP_WAIT_NANOS = 500_000_000;

    private final Sender sender;
    private final Spool spool;
    private final Diagnostics diagnostics;
    private final Backoff backoff = new Backoff();
    private volatile @Nullable Thread thread;
    private volatile boolean finishing;
    private volatile boolean waitsForRows;
    private volatile long finishByNanos;

    SendLoop(Sender sender, Spool spool, Diagnostics diagnostics) {
        this.sender = sender;
        this.spool = spool;
        this.diagnostics = diagnostics;
    }

    void start(ThreadFactory threads) {
        Thread sending = threads.newThread(this::run);
        sending.setName("nilometer-send");
        sending.setDaemon(true);
        thread = sending;
        spool.whenFramed(this::framed);
        sending.start();
    }

    /** On nilometer-spool. */
    private void framed() {
        if (waitsForRows && spool.rowsWaiting() >= Delivery.GROUP_ROWS) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!finishing) {
            try {
                sendAndWait();
            } catch (VirtualMachineError | LinkageError e) {
                diagnostics.heapExhausted();
                LockSupport.parkNanos(this, HEAP_WAIT_NANOS);
            }
        }
        sendTheRest();
        sender.disconnect();
    }

    private void sendAndWait() {
        SendResult result = sender.sendOnce();
        long waitNanos = waitNanos(result);
        if (waitNanos >= CLOSE_FROM_NANOS) {
            sender.disconnect();
        }
        park(waitNanos, result.outcome() != SendResult.Outcome.FAILED);
    }

    private long waitNanos(SendResult result) {
        if (result.outcome() == SendResult.Outcome.FAILED) {
            return backoff.nextNanos();
        }
        backoff.succeeded();
        if (result.hasMore()) {
            return 0;
        }
        boolean disabled = result.outcome() == SendResult.Outcome.DISABLED;
        long millis = disabled ? Math.max(DISABLED_MILLIS, sender.intervalMillis()) : sender.intervalMillis();
        return (long) (millis * 1_000_000L * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
    }

    private void park(long nanos, boolean endsWithRows) {
        long until = System.nanoTime() + nanos;
        waitsForRows = endsWithRows;
        for (long left = nanos; left > 0 && !finishing; left = until - System.nanoTime()) {
            if (endsWithRows && spool.rowsWaiting() >= Delivery.GROUP_ROWS) {
                break;
            }
            LockSupport.parkNanos(this, left);
        }
        waitsForRows = false;
    }

    private void sendTheRest() {
        while (!isDone() && finishByNanos - System.nanoTime() > 0) {
            SendResult.Outcome outcome = sender.sendOnce().outcome();
            if (outcome == SendResult.Outcome.FAILED || outcome == SendResult.Outcome.DISABLED) {
                return;
            }
        }
    }

    /** Whether nothing waits. */
    boolean isDone() {
        return spool.status().settled() >= spool.framedSequence();
    }

    /** Sends what waits, for at most so long; true when the spool has nothing left. */
    boolean finish(long maxNanos) {
        finishByNanos = System.nanoTime() + maxNanos;
        finishing = true;
        if (thread == null) {
            sendTheRest();
        } else {
            LockSupport.unpark(thread);
            awaitEnd(maxNanos);
        }
        return isDone();
    }

    /** Waits so long, or looks only, for the thread's end; true when it has ended, or never began. */
    boolean awaitEnd(long maxNanos) {
        Thread sending = thread;
        if (sending == null) {
            return true;
        }
        try {
            if (maxNanos > 0) {
                sending.join(Math.max(1, maxNanos / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !sending.isAlive();
    }
}
