package dev.nilometer.agent;

import dev.nilometer.core.drain.Drain;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * nilometer-heap: looks four times a second how full the host's heap is. At 95 % after a collection, or when a thread of
 * ours found no heap at all, the agent sheds: no rows any more, everything is sketched, nothing is uncounted. Below
 * 90 %, after 5 s at least, rows come again. {@link #isShedding} and {@link #readings} from every thread.
 */
final class HeapWatch implements Runnable {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long AT_LEAST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double SHED_FROM = 0.95;
    private static final double BACK_BELOW = 0.90;

    private final Heap heap;
    private final Drain drain;
    private final AgentLog log;
    private volatile boolean shedding;
    private boolean said;
    private long exhaustedSeen;
    private long fullNanos;

    HeapWatch(Heap heap, Drain drain, AgentLog log) {
        this.heap = heap;
        this.drain = drain;
        this.log = log;
    }

    @Override
    public void run() {
        while (true) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            try {
                look(System.nanoTime());
            } catch (VirtualMachineError e) {
                log.heapExhausted();
            } catch (RuntimeException | LinkageError | ServiceConfigurationError unreadable) {
                // no figures this time
            }
        }
    }

    /** One look, at this instant of {@link System#nanoTime}. */
    void look(long nowNanos) {
        long exhausted = log.heapExhaustedCount();
        boolean news = exhausted != exhaustedSeen;
        exhaustedSeen = exhausted;
        double bound = shedding ? BACK_BELOW : SHED_FROM;
        if (news || (heap.used() >= bound && heap.usedAfterCollection() >= bound)) {
            fullNanos = nowNanos;
            turn(true);
        } else if (shedding && nowNanos - fullNanos >= AT_LEAST_NANOS) {
            turn(false);
        }
        sayNews();
    }

    private void turn(boolean sheds) {
        drain.shed(sheds);
        shedding = sheds;
    }

    /** What could not be said for want of heap is said at the next look. */
    private void sayNews() {
        boolean now = shedding;
        if (now && !said) {
            log.warn("the heap is full: no rows until it is not, everything is sketched and counted");
        } else if (!now && said) {
            log.info("the heap has room again: rows come again");
        }
        said = now;
    }

    boolean isShedding() {
        return shedding;
    }

    List<SelfReading> readings() {
        return Arrays.asList(
                SelfReading.of(SelfMetric.SHEDDING, shedding ? 1 : 0),
                SelfReading.of(SelfMetric.HEAP_EXHAUSTED, (double) log.heapExhaustedCount()));
    }

    /** How full a heap is. */
    interface Heap {
        /** Garbage included, from 0 to 1; cheap. */
        double used();

        /** As the last collection left it, from 0 to 1; 0 where nobody can say. */
        double usedAfterCollection();
    }
}
