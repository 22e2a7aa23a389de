package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The last resort for what neither a lane nor its table could take: a few tables for everybody, 8,192 cells in all. A
 * writer holds one table for the length of one add; finding it held or full it tries the next, and never waits. When
 * all are full the record is lost, and counted by whoever asked. Any thread may fold, the drain alone takes.
 */
public final class SharedCells {
    private static final int ROUNDS = 64;
    private static final SharedCells[] STRIPES = new SharedCells[Limits.SHARED_TABLES];
    private static final VarHandle HOLDER;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(SharedCells.class, "holder", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        for (int i = 0; i < STRIPES.length; i++) {
            STRIPES[i] = new SharedCells();
        }
    }

    private volatile @Nullable Thread holder;
    private @Nullable FoldTable table;

    private SharedCells() {}

    /** Folds one value; false when everything is full, or held by others for a long time. */
    static boolean fold(long entry, long value) {
        Thread thread = Thread.currentThread();
        int first = System.identityHashCode(thread);
        for (int round = 0; round < ROUNDS; round++) {
            int full = 0;
            for (int i = 0; i < STRIPES.length; i++) {
                SharedCells stripe = STRIPES[first + i & Limits.SHARED_TABLES - 1];
                if (stripe.hold(thread)) {
                    if (stripe.addAndLetGo(entry, value)) {
                        return true;
                    }
                    full++;
                }
            }
            if (full == STRIPES.length) {
                return false;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private boolean addAndLetGo(long entry, long value) {
        FoldTable held = table;
        if (held == null) {
            held = new FoldTable();
            table = held;
        }
        boolean added = held.add(entry, value);
        HOLDER.setRelease(this, null);
        return added;
    }

    /** A thread that was aborted while it held a table finds it still its own. */
    private boolean hold(Thread thread) {
        Thread before = (Thread) HOLDER.compareAndExchange(this, null, thread);
        return before == null || before == thread;
    }

    /** Gives the sink all that was folded since the last call; for the drain alone. */
    public static void take(FoldSink sink) {
        for (SharedCells stripe : STRIPES) {
            FoldTable seen = stripe.table;
            if (seen != null && seen.recorded() != 0) {
                stripe.takeInto(sink);
            }
        }
    }

    private void takeInto(FoldSink sink) {
        FoldTable empty = Lanes.spareTable();
        if (!hold(Thread.currentThread())) {
            return; // the next pass gets it
        }
        FoldTable full = table;
        table = empty;
        HOLDER.setRelease(this, null);
        Lanes.lend(full);
        if (full != null) {
            full.forEach(sink);
        }
    }

    /** Records that wait for the drain; a racy reading. */
    public static long pending() {
        long sum = 0;
        for (SharedCells stripe : STRIPES) {
            FoldTable seen = stripe.table;
            sum += seen == null ? 0 : seen.recorded();
        }
        return sum;
    }

    /** Tables that were made. */
    static int tables() {
        int made = 0;
        for (SharedCells stripe : STRIPES) {
            made += stripe.table == null ? 0 : 1;
        }
        return made;
    }

    /** Frees what dead threads held; for the drain alone. */
    static void reclaim() {
        for (SharedCells stripe : STRIPES) {
            Thread held = stripe.holder;
            if (held != null && !held.isAlive()) {
                HOLDER.compareAndSet(stripe, held, null);
            }
        }
    }
}
