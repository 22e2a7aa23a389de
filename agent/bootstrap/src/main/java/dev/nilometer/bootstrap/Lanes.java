package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * All lanes, for the one thread that drains them. A thread's first record claims a pooled lane or makes a new one, while
 * there are fewer than the limit; else, and on virtual threads, each record holds one of a few shared lanes for its own
 * length. The drain calls {@link #reclaim} once a pass, or lanes of dead threads are never used again.
 */
public final class Lanes {
    private static final @Nullable Lane[] ALL = new Lane[Limits.OWN_LANES + Limits.SHARED_LANES];
    private static final @Nullable Lane[] SHARED = new Lane[Limits.SHARED_LANES];
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Lane[].class);
    private static final VarHandle OWN;
    private static final VarHandle TABLES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWN = lookup.findStaticVarHandle(Lanes.class, "own", int.class);
            TABLES = lookup.findStaticVarHandle(Lanes.class, "tables", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static volatile int own;
    private static volatile int tables;
    private static volatile int published;

    // the drain's own: the empty table it will leave, and the full one it lent to its caller
    private static @Nullable FoldTable spare;
    private static @Nullable FoldTable lent;

    private Lanes() {}

    /** Number of lanes so far. */
    public static int count() {
        int count = published;
        while (count < ALL.length && ELEMENT.getAcquire(ALL, count) != null) {
            count++;
        }
        published = count;
        return count;
    }

    /** The lane at an index below {@link #count}. */
    public static Lane at(int index) {
        return (Lane) ELEMENT.getAcquire(ALL, index);
    }

    /** Returns the emptied lanes of dead threads to the pool; for the drain alone, at the end of each pass. */
    public static void reclaim() {
        int count = count();
        for (int i = 0; i < count; i++) {
            at(i).reclaim();
        }
        SharedCells.reclaim();
    }

    /** Gives the sink each running execution once: those of threads, of virtual threads, and asynchronous ones. */
    public static void forEachOpen(OpenSink sink) {
        int count = count();
        for (int i = 0; i < count; i++) {
            OpenExecution running = at(i).current();
            while (running != null) {
                if (running.isHome(at(i)) && !running.isListed() && !running.hasEnded()) {
                    sink.open(running);
                }
                running = running.around();
            }
        }
        openAsync(sink);
    }

    /** Gives the sink the running executions that no lane shows: asynchronous ones and those of virtual threads. */
    public static void openAsync(OpenSink sink) {
        ListedExecutions.forEach(sink);
    }

    /** Number of executions that {@link #openAsync} would give. */
    public static int countAsync() {
        return ListedExecutions.size();
    }

    /** What this thread had before its ThreadLocals were erased, as some pools do; null for a thread not seen before. */
    static @Nullable Context contextOf(Thread thread) {
        int count = count();
        for (int i = 0; i < count; i++) {
            Context owner = at(i).owner();
            if (owner != null && owner.isOf(thread)) {
                return owner;
            }
        }
        return null;
    }

    /** A pooled lane or a new one; null when all are taken. */
    static @Nullable Lane claim(Context context) {
        int count = count();
        for (int i = 0; i < count; i++) {
            if (at(i).claim(context)) {
                return at(i);
            }
        }
        return create(context);
    }

    private static @Nullable Lane create(Context context) {
        if (own >= Limits.OWN_LANES || (int) OWN.getAndAdd(1) >= Limits.OWN_LANES) {
            return null;
        }
        return publish(new Lane(context));
    }

    private static Lane publish(Lane lane) {
        int index = published;
        while (!ELEMENT.compareAndSet(ALL, index, null, lane)) {
            index++;
        }
        return lane;
    }

    /** One of the shared lanes, held by this thread; null when all are held by others. */
    static @Nullable Lane holdShared(Thread thread) {
        int first = System.identityHashCode(thread);
        for (int i = 0; i < Limits.SHARED_LANES; i++) {
            Lane lane = shared(first + i & Limits.SHARED_LANES - 1);
            if (lane.hold(thread)) {
                return lane;
            }
        }
        return null;
    }

    private static Lane shared(int stripe) {
        Lane lane = (Lane) ELEMENT.getAcquire(SHARED, stripe);
        if (lane != null) {
            return lane;
        }
        Lane made = new Lane(null);
        Lane before = (Lane) ELEMENT.compareAndExchange(SHARED, stripe, null, made);
        return before != null ? before : publish(made);
    }

    /** A table for a lane; null when all are in use. */
    static @Nullable FoldTable newTable() {
        if (tables >= Limits.FOLD_TABLES || (int) TABLES.getAndAdd(1) >= Limits.FOLD_TABLES) {
            return null;
        }
        return new FoldTable();
    }

    /** Tables that lanes have. */
    static int tables() {
        return Math.min(tables, Limits.FOLD_TABLES);
    }

    /** An empty table for the drain to leave in place of a full one. */
    static FoldTable spareTable() {
        FoldTable empty = spare != null ? spare : lent;
        if (empty == null) {
            empty = new FoldTable();
        }
        empty.clear();
        lent = null;
        spare = empty;
        return empty;
    }

    /** The spare table was left in a lane; this one came out, to be the next spare once its reader is done. */
    static void lend(@Nullable FoldTable full) {
        lent = full;
        spare = null;
    }
}
