package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread puts its records: a ring of {@value #SLOTS} slots, a queue of {@value #EXECUTIONS} finished
 * executions, and, from the first fold on, a table. One producer (the thread that owns the lane, or the one that holds
 * a shared lane) and one consumer (the drain); neither ever waits for the other. The last eighth of the ring is for
 * errors and slow records. A record that finds no room is folded, by the producer, into the table or, when that is full
 * or being swapped at this moment, into {@link SharedCells}.
 */
public final class Lane {
    /** Records that wait in one lane at most. */
    public static final int SLOTS = 1_024;

    /** Finished executions that wait in one lane at most. */
    public static final int EXECUTIONS = 256;

    /** Heap of one lane, its table aside. */
    static final int BYTES = SLOTS * 32 + EXECUTIONS * 4 + 40 * 8 + 256;

    private static final int RESERVE = SLOTS / 8;
    private static final int PUBLISH_EVERY = 64;

    // Each cursor in a cache line of its own, or producer and drain would slow each other down.
    private static final int SLOTS_PUT = 8;
    private static final int EXECUTIONS_PUT = 9;
    private static final int SLOTS_TAKEN = 24;
    private static final int EXECUTIONS_TAKEN = 25;

    private static final int FREE = 0;
    private static final int PRODUCER = 1;
    private static final int DRAIN = 2;
    private static final int SWAP_TRIES = 1_000;

    private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle OWNER;
    private static final VarHandle HOLDER;
    private static final VarHandle TABLE_HELD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWNER = lookup.findVarHandle(Lane.class, "owner", Context.class);
            HOLDER = lookup.findVarHandle(Lane.class, "holder", Thread.class);
            TABLE_HELD = lookup.findVarHandle(Lane.class, "tableHeld", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // As in Context: the producer writes into this object at every record.
    @SuppressWarnings("UnusedVariable")
    private long gap0, gap1, gap2, gap3, gap4, gap5, gap6, gap7;

    private final long[] slots = new long[SLOTS * 4];
    private final @Nullable OpenExecution[] executions = new OpenExecution[EXECUTIONS];
    private final long[] cursors = new long[40];
    private final boolean shared;

    /** Whose lane it is; null when pooled. */
    private volatile @Nullable Context owner;

    /** Who records into a shared lane right now. */
    private volatile @Nullable Thread holder;

    @SuppressWarnings("UnusedVariable") // through TABLE_HELD
    private volatile int tableHeld = FREE;

    /** Touched only while {@link #tableHeld} says so; created by the producer. */
    private @Nullable FoldTable table;

    // the producer's own
    private long slotsPut;
    private long slotsTakenSeen;
    private long executionsPut;
    private long executionsTakenSeen;

    /** A lane of this thread's own; a shared one when null. */
    Lane(@Nullable Context owner) {
        this.owner = owner;
        this.shared = owner == null;
    }

    // ------------------------------------------------------------------ the producer

    /** Offers or folds one sample; flags and key as {@code flags << 32 | key}. The path of every stage. */
    void record(long head, long startNanos, long value, @Nullable OpenExecution execution) {
        boolean offered;
        if (execution == null) {
            offered = offerByThreshold(head, startNanos, value);
        } else {
            offered = (execution.isKept() || execution.isNote()) && offerKept(head, startNanos, value, execution);
        }
        if (!offered && !fold((int) head, value)) {
            SelfCounter.LOST_SAMPLES.increment();
        }
    }

    private boolean offerKept(long head, long startNanos, long value, OpenExecution execution) {
        int room = (head & (long) SlotSink.FAILED << 32) == 0 ? SLOTS - RESERVE : SLOTS;
        long why = execution.isKept() ? SlotSink.KEPT : SlotSink.NOTE;
        if (!offer(head | why << 32, startNanos, value, execution.number(), room)) {
            return false;
        }
        execution.countStage(this, head);
        return true;
    }

    private boolean offerByThreshold(long head, long startNanos, long value) {
        long threshold = Valve.threshold((int) head);
        boolean failed = (head & (long) SlotSink.FAILED << 32) != 0;
        if (value < threshold && !(failed && threshold != Valve.NONE)) {
            return false;
        }
        boolean slow = threshold > 0 && !failed;
        long marked = slow ? head | (long) SlotSink.SLOW << 32 : head;
        return offer(marked, startNanos, value, 0, slow || failed ? SLOTS : SLOTS - RESERVE);
    }

    private boolean offer(long head, long startNanos, long value, long execution, int room) {
        long put = slotsPut;
        if (put - slotsTakenSeen >= room) {
            slotsTakenSeen = (long) CURSOR.getAcquire(cursors, SLOTS_TAKEN);
            if (put - slotsTakenSeen >= room) {
                return false;
            }
        }
        int at = (int) put & SLOTS - 1;
        slots[at * 4] = head;
        slots[at * 4 + 1] = startNanos;
        slots[at * 4 + 2] = value;
        slots[at * 4 + 3] = execution;
        // Before it is published: if the stack ends here, the next record publishes both.
        slotsPut = put + 1;
        CURSOR.setRelease(cursors, SLOTS_PUT, put + 1);
        return true;
    }

    /** Folds one value; false when it is lost, which the caller counts. */
    boolean fold(int key, long value) {
        long entry = FoldTable.entry(key, value);
        return foldIntoTable(entry, value) || SharedCells.fold(entry, value);
    }

    private boolean foldIntoTable(long entry, long value) {
        // Found held by the producer itself: an earlier call of this thread was aborted. It goes on with the table.
        if ((int) TABLE_HELD.compareAndExchangeAcquire(this, FREE, PRODUCER) == DRAIN) {
            return false;
        }
        FoldTable held = table;
        if (held == null) {
            held = Lanes.newTable();
            table = held;
        }
        boolean added = held != null && held.add(entry, value);
        TABLE_HELD.setRelease(this, FREE);
        return added;
    }

    /** Queues a finished execution by reference; false when the queue is full. */
    boolean offerExecution(OpenExecution execution) {
        long put = executionsPut;
        if (put - executionsTakenSeen >= EXECUTIONS) {
            executionsTakenSeen = (long) CURSOR.getAcquire(cursors, EXECUTIONS_TAKEN);
            if (put - executionsTakenSeen >= EXECUTIONS) {
                return false;
            }
        }
        executions[(int) put & EXECUTIONS - 1] = execution;
        executionsPut = put + 1;
        CURSOR.setRelease(cursors, EXECUTIONS_PUT, put + 1);
        return true;
    }

    // ------------------------------------------------------------------ the drain

    /**
     * Gives the sink every slot that was published when the call began; for the drain alone. A slot whose sink throws
     * counts as taken.
     *
     * @return how many were taken
     */
    public int drainSlots(SlotSink sink) {
        long end = (long) CURSOR.getAcquire(cursors, SLOTS_PUT);
        long begin = cursors[SLOTS_TAKEN];
        long taken = begin;
        try {
            while (taken < end) {
                int at = ((int) taken++ & SLOTS - 1) * 4;
                long head = slots[at];
                sink.slot((int) head, (int) (head >>> 32), slots[at + 1], slots[at + 2], slots[at + 3]);
                if ((taken & PUBLISH_EVERY - 1) == 0) {
                    CURSOR.setRelease(cursors, SLOTS_TAKEN, taken);
                }
            }
        } finally {
            CURSOR.setRelease(cursors, SLOTS_TAKEN, taken);
        }
        return (int) (taken - begin);
    }

    /** The next finished execution, or null; for the drain alone. */
    public @Nullable OpenExecution pollExecution() {
        long taken = cursors[EXECUTIONS_TAKEN];
        if (taken == (long) CURSOR.getAcquire(cursors, EXECUTIONS_PUT)) {
            return null;
        }
        int at = (int) taken & EXECUTIONS - 1;
        OpenExecution execution = executions[at];
        executions[at] = null;
        CURSOR.setRelease(cursors, EXECUTIONS_TAKEN, taken + 1);
        return execution;
    }

    /**
     * Takes what was folded and leaves an empty table; for the drain alone. Null when nothing was folded, or when the
     * producer would not let go for a moment (the next pass gets it then).
     *
     * @return valid until the next call of this method on any lane
     */
    public @Nullable FoldTable takeFolds() {
        FoldTable seen = table;
        if (seen == null || seen.recorded() == 0) {
            return null;
        }
        FoldTable empty = Lanes.spareTable();
        if (!holdForDrain()) {
            return null;
        }
        FoldTable full = table;
        table = empty;
        TABLE_HELD.setRelease(this, FREE);
        Lanes.lend(full);
        return full;
    }

    private boolean holdForDrain() {
        for (int i = 0; i < SWAP_TRIES; i++) {
            if (TABLE_HELD.compareAndSet(this, FREE, DRAIN)) {
                return true;
            }
            Thread.onSpinWait();
        }
        // A thread that died inside its table lets go no more.
        return ownerIsDead() && TABLE_HELD.compareAndSet(this, PRODUCER, DRAIN);
    }

    /** Slots that wait for the drain; a racy reading. */
    public long pendingSlots() {
        return (long) CURSOR.getAcquire(cursors, SLOTS_PUT) - (long) CURSOR.getAcquire(cursors, SLOTS_TAKEN);
    }

    /** Records that wait in the table; a racy reading. */
    public long pendingFolds() {
        FoldTable seen = table;
        return seen == null ? 0 : seen.recorded();
    }

    /** Finished executions that wait for the drain; a racy reading. */
    public long pendingExecutions() {
        return (long) CURSOR.getAcquire(cursors, EXECUTIONS_PUT) - (long) CURSOR.getAcquire(cursors, EXECUTIONS_TAKEN);
    }

    /** The innermost execution that runs on this lane's thread, a racy reading; null for none and on shared lanes. */
    public @Nullable OpenExecution current() {
        Context context = owner;
        return context == null ? null : context.seenExecution();
    }

    // ------------------------------------------------------------------ who owns it, who holds it

    /** Makes it this thread's lane if nobody has it. */
    boolean claim(Context context) {
        return !shared && owner == null && OWNER.compareAndSet(this, null, context);
    }

    @Nullable
    Context owner() {
        return owner;
    }

    /** Holds a shared lane for one record; a thread that was aborted while it held one finds it still its own. */
    boolean hold(Thread thread) {
        Thread before = (Thread) HOLDER.compareAndExchange(this, null, thread);
        return before == null || before == thread;
    }

    void letGo() {
        HOLDER.setRelease(this, null);
    }

    private boolean ownerIsDead() {
        Context context = owner;
        return context != null && context.isDead();
    }

    /** Returns it to the pool when its thread is dead and all it left was taken; for the drain alone. */
    void reclaim() {
        Thread held = holder;
        if (held != null && !held.isAlive()) {
            HOLDER.compareAndSet(this, held, null);
        }
        Context context = owner;
        if (context != null && context.isDead() && isEmpty()) {
            context.abandon();
            owner = null;
        }
    }

    private boolean isEmpty() {
        return pendingSlots() == 0 && pendingExecutions() == 0 && pendingFolds() == 0;
    }
}
