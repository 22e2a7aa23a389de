package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.QueueProbes;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.model.Diagnostics;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * nilometer-poll: asks the queues for their depth every 10 s. A queue whose size() is slow or hangs harms this thread
 * alone; a poll that takes more than a second is marked, and said once a poll. Safe from every thread.
 */
public final class QueuePoll {
    private final PolledDepths depths;
    private final long intervalNanos;
    private final Diagnostics diagnostics;
    private volatile boolean stopped;

    QueuePoll(PolledDepths depths, DrainSettings settings, Diagnostics diagnostics) {
        this.depths = depths;
        this.intervalNanos = settings.queuePoll().toNanos();
        this.diagnostics = diagnostics;
    }

    /** Starts the thread, which the factory makes a daemon. */
    public void start(ThreadFactory factory) {
        factory.newThread(this::run).start();
    }

    private void run() {
        Recorder.neverRecord();
        while (!stopped) {
            try {
                pollOnce();
            } catch (RuntimeException | LinkageError e) {
                diagnostics.warn("queues could not be asked for their depth: " + e);
            } catch (VirtualMachineError e) {
                diagnostics.heapExhausted();
            }
            LockSupport.parkNanos(intervalNanos);
        }
    }

    /** Asks every queue once; on the caller's thread. */
    public void pollOnce() {
        long begin = System.nanoTime();
        QueueProbes.poll(depths);
        long took = System.nanoTime() - begin;
        if (took > QueueProbes.STALL_NANOS) {
            diagnostics.warn("asking the queues for their depth took " + took / 1_000_000 + " ms");
        }
    }

    /** No further polls; does not wait for one that hangs. */
    public void stop() {
        stopped = true;
    }
}
