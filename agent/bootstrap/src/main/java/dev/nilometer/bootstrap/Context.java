package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What the record path knows of one thread: its lane, the execution it runs, and the last exception it counted. Used by
 * that thread alone; the drain reads {@link #execution} racily.
 */
final class Context {
    private static final ThreadLocal<Context> LOCAL = new ThreadLocal<>();
    private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();
    private static final int CLAIM_EVERY = 1_024;
    private static final long INHERITED_NANOS = 60_000_000_000L;

    // A cache line between this one and its neighbours, for the collector lays the contexts of all threads side by side
    // and each execution writes here: without it two threads took 235 ns for an execution, with it 137 (2026-11-22).
    @SuppressWarnings("UnusedVariable")
    private long gap0, gap1, gap2, gap3, gap4, gap5, gap6, gap7;

    private final WeakReference<Thread> thread;
    private final boolean virtual;
    private final boolean recording;
    private @Nullable Lane lane;
    private @Nullable OpenExecution execution;
    private @Nullable OpenExecution carried;
    private boolean inherited;
    private boolean growingPool;
    private @Nullable WeakReference<Throwable> lastError;
    private int sharedCalls;
    private long nextNumber;

    private Context(Thread thread, boolean virtual, boolean recording) {
        this.thread = new WeakReference<>(thread);
        this.virtual = virtual;
        this.recording = recording;
    }

    /** The calling thread's. */
    static Context current() {
        Context context = LOCAL.get();
        return context != null ? context : create(Thread.currentThread());
    }

    /** The calling thread's if it has one already; null else. */
    static @Nullable Context known() {
        return LOCAL.get();
    }

    /** Makes the calling thread one that never records. */
    static void neverRecord() {
        LOCAL.set(new Context(Thread.currentThread(), false, false));
    }

    private static Context create(Thread thread) {
        boolean virtual = isVirtual(thread);
        Context known = virtual ? null : Lanes.contextOf(thread);
        Context context = known != null ? known : new Context(thread, virtual, true);
        if (known == null) {
            context.inherit(Carrier.startedIn(thread));
        }
        if (context.lane == null && !virtual) {
            context.lane = Lanes.claim(context);
        }
        try {
            LOCAL.set(context);
        } catch (UnsupportedOperationException e) {
            // A thread that may not have ThreadLocals: it gets a context for each call, and cannot nest.
            return context;
        }
        return context;
    }

    /** False on the agent's own threads. */
    boolean isRecording() {
        return recording;
    }

    /** The innermost execution that runs on this thread. */
    @Nullable
    OpenExecution execution() {
        return inherited ? inheritedExecution() : execution;
    }

    /** As {@link #execution}, for other threads. */
    @Nullable
    OpenExecution seenExecution() {
        return execution;
    }

    private void inherit(@Nullable OpenExecution from) {
        if (from != null) {
            carry(from, from);
            inherited = true;
        }
    }

    /** A thread may live long after the execution in which it was started, as one that serves the whole application does. */
    private @Nullable OpenExecution inheritedExecution() {
        OpenExecution from = execution;
        if (from != null && from.hasEnded() && System.nanoTime() - from.endNanos() > INHERITED_NANOS) {
            carry(null, null);
        }
        return execution;
    }

    /** Goes on with an execution that came from another thread, or with none. */
    void carry(@Nullable OpenExecution now, @Nullable OpenExecution from) {
        inherited = false;
        execution = now;
        carried = from;
    }

    /** The execution that came from another thread. */
    @Nullable
    OpenExecution carried() {
        return carried;
    }

    void growsPool(boolean begins) {
        growingPool = begins;
    }

    boolean isGrowingPool() {
        return growingPool;
    }

    void enter(@Nullable OpenExecution now) {
        execution = now;
    }

    /** The lane of its own; null on virtual threads and when all lanes were taken. */
    @Nullable
    Lane lane() {
        return lane;
    }

    /** A number for an execution that begins here. */
    long nextExecutionNumber() {
        long number = nextNumber;
        if ((number & ExecutionNumbers.BLOCK - 1) == 0) {
            number = ExecutionNumbers.nextBlock();
        }
        nextNumber = number + 1;
        return number;
    }

    /** Records one sample, see {@link Lane#record}. */
    void record(long head, long startNanos, long value, @Nullable OpenExecution of) {
        Lane mine = lane;
        if (mine != null) {
            mine.record(head, startNanos, value, of);
        } else {
            recordShared(head, startNanos, value, of);
        }
    }

    private void recordShared(long head, long startNanos, long value, @Nullable OpenExecution of) {
        Lane held = Lanes.holdShared(Thread.currentThread());
        if (held == null) {
            if (!SharedCells.fold(FoldTable.entry((int) head, value), value)) {
                SelfCounter.LOST_SAMPLES.increment();
            }
            return;
        }
        held.record(head, startNanos, value, of);
        held.letGo();
        claimSometimes();
    }

    private void claimSometimes() {
        if (!virtual && (++sharedCalls & CLAIM_EVERY - 1) == 0) {
            lane = Lanes.claim(this);
        }
    }

    /** Hands a finished execution over, by reference or, when there is no room, folded. */
    void finish(OpenExecution ended) {
        Lane mine = lane != null ? lane : Lanes.holdShared(Thread.currentThread());
        if ((mine == null || !mine.offerExecution(ended)) && !SpilledExecutions.offer(ended)) {
            ExecutionFold.fold(ended, mine);
        }
        if (mine != null && mine != lane) {
            mine.letGo();
        }
    }

    /** Remembers an exception as counted; false when it is the one that was counted last. */
    boolean isNewError(Throwable error) {
        WeakReference<Throwable> last = lastError;
        if (last != null && last.get() == error) {
            return false;
        }
        lastError = new WeakReference<>(error);
        return true;
    }

    boolean isOf(Thread other) {
        return thread.get() == other;
    }

    /** True when its thread is dead: whatever it did is visible then. */
    boolean isDead() {
        Thread owner = thread.get();
        return owner == null || !owner.isAlive();
    }

    /** Its thread died: executions that began on it and never ended are counted and forgotten. */
    void abandon() {
        OpenExecution left = execution;
        while (left != null) {
            if (lane != null && left.isHome(lane) && !left.isListed() && left.end(System.nanoTime())) {
                SelfCounter.ABANDONED_EXECUTIONS.increment();
            }
            left = left.around();
        }
        execution = null;
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            return false;
        }
    }

    private static @Nullable MethodHandle findIsVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null; // before Java 21 there are none
        }
    }
}
