package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Executions that found the queue of their lane full and would lose by folding: their row, to which the rows of their
 * stages belong, or their words. One place for everybody; a thread tries {@value #TRIES} slots and never waits. When these are taken
 * too the execution folds, and is counted if its stages are rows. Any thread may offer, the drain alone takes.
 */
public final class SpilledExecutions {
    private static final int TRIES = 8;

    private static final @Nullable OpenExecution[] SLOTS = new OpenExecution[Limits.SPILLED];
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(OpenExecution[].class);
    /** The drain's own: what was here before it looked into the lanes. */
    private static final @Nullable OpenExecution[] SEEN = new OpenExecution[Limits.SPILLED];

    private static volatile boolean used;

    private SpilledExecutions() {}

    /** False when it may fold, or must. */
    static boolean offer(OpenExecution ended) {
        boolean hasStages = ended.isKept() && ended.stagesKept() > 0;
        if (!ended.isKept() && !ended.hasWords()) {
            return false;
        }
        if (!used) {
            used = true;
        }
        int first = (int) ended.number();
        for (int i = 0; i < TRIES; i++) {
            int at = first + i & Limits.SPILLED - 1;
            if (SLOT.getOpaque(SLOTS, at) == null && SLOT.compareAndSet(SLOTS, at, null, ended)) {
                return true;
            }
        }
        if (hasStages) {
            SelfCounter.ROWLESS_EXECUTIONS.increment();
        }
        return false;
    }

    /** How many slots to {@link #take} from; 0 while none was ever used. */
    public static int room() {
        return used ? Limits.SPILLED : 0;
    }

    /**
     * Notes what is here: {@link #take} gives that. Called before the lanes are emptied, so that the stages of an
     * execution always come before it. For the drain alone.
     */
    public static void look() {
        for (int i = 0; i < room(); i++) {
            SEEN[i] = (OpenExecution) SLOT.getAcquire(SLOTS, i);
        }
    }

    /** What was seen in a slot below {@link #room}, or null; for the drain alone. */
    public static @Nullable OpenExecution take(int at) {
        OpenExecution ended = SEEN[at];
        if (ended != null) {
            SEEN[at] = null;
            SLOT.setRelease(SLOTS, at, null);
        }
        return ended;
    }

    /** Executions that wait for the drain; a racy reading. */
    public static long pending() {
        long count = 0;
        for (int i = 0; i < room(); i++) {
            if (SLOT.getAcquire(SLOTS, i) != null) {
                count++;
            }
        }
        return count;
    }
}
