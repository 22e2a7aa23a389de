package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.model.Diagnostics;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * nilometer-drain: passes with a pause of 1 ms while lanes fill, doubling to 50 ms while they stay nearly empty: a saturated
 * host loses a core's time to each pass. Producers never wake it, a scrape does. A pass that fails is said once and then
 * at most once a minute, and the next pass goes on; one that finds the heap exhausted is counted and tried again. Safe
 * from every thread.
 */
public final class DrainLoop {
    private static final long MIN_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SAY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Drain drain;
    private final Diagnostics diagnostics;
    private volatile long finishByNanos;
    private volatile boolean stopping;
    private volatile boolean woken;
    private volatile @Nullable Thread thread;
    private long failures;
    private long saidNanos;

    /** A loop that has not started. */
    public DrainLoop(Drain drain, Diagnostics diagnostics) {
        this.drain = drain;
        this.diagnostics = diagnostics;
    }

    /** Starts the thread, which the factory makes a daemon. */
    public void start(ThreadFactory factory) {
        Thread made = factory.newThread(this::run);
        thread = made;
        drain.accounts().wakeBy(this::wake);
        made.start();
    }

    private void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        Recorder.neverRecord();
        long parkNanos = MIN_PARK_NANOS;
        while (!stopping) {
            woken = false;
            parkNanos = nextPark(pass(), parkNanos);
            // Scrapes that come together share one pass: nobody cuts the first millisecond short.
            long rest = Math.min(parkNanos, drain.flushDueInNanos()) - MIN_PARK_NANOS;
            parkFully(MIN_PARK_NANOS);
            if (rest > 0 && !woken && !stopping) {
                LockSupport.parkNanos(rest);
            }
        }
        finish();
    }

    /** Short while lanes fill; a pass that found them nearly empty need not come as often. */
    private long nextPark(int work, long lastNanos) {
        if (work > 0 && drain.wasBusy()) {
            return MIN_PARK_NANOS;
        }
        return Math.min(MAX_PARK_NANOS, lastNanos * 2);
    }

    private void parkFully(long nanos) {
        long begin = System.nanoTime();
        long left = nanos;
        while (left > 0 && !stopping) {
            LockSupport.parkNanos(left);
            left = nanos - (System.nanoTime() - begin);
        }
    }

    private int pass() {
        try {
            return drain.drainOnce();
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            failed(e);
            return 0;
        }
    }

    private void failed(Throwable e) {
        if (e instanceof VirtualMachineError) {
            diagnostics.heapExhausted();
            return;
        }
        failures++;
        long now = System.nanoTime();
        if (failures == 1 || now - saidNanos > SAY_AGAIN_NANOS) {
            saidNanos = now;
            sayFailed(e);
        }
    }

    private void sayFailed(Throwable e) {
        try {
            diagnostics.warn("the drain failed (" + failures + " times so far): " + e);
        } catch (VirtualMachineError unsayable) {
            diagnostics.heapExhausted();
        }
    }

    /** A spool that takes nothing just now is offered the last batch again, for as long as the stop may last. */
    private void finish() {
        try {
            while (!drain.finish() && finishByNanos - System.nanoTime() > 0) {
                LockSupport.parkNanos(MIN_PARK_NANOS);
            }
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            failed(e);
        }
    }

    /**
     * Takes what is left, hands the last batch over, and ends the thread.
     *
     * @return false when it did not come to its end in this time
     */
    public boolean stop(long maxNanos) {
        finishByNanos = System.nanoTime() + maxNanos;
        stopping = true;
        Thread running = thread;
        if (running == null) {
            drain.finish();
            return true;
        }
        LockSupport.unpark(running);
        try {
            running.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(maxNanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !running.isAlive();
    }
}
