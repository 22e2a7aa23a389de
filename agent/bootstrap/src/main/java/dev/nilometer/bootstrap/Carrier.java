package dev.nilometer.bootstrap;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries the execution that runs on a thread to the tasks and threads that it hands work to. Woven into the JDK's
 * executors and Thread.start, on the application's threads: the task stays the very object it was, so that remove() and
 * rejection handlers find it. Until the first execution begins, each of these is the read of one flag.
 *
 * <p>A task belongs to the execution in which it was handed over, once, whenever it runs. A thread belongs to the execution
 * in which it was started until a minute after that has ended; the threads of a pool belong to none.
 */
public final class Carrier {
    private static final CarriedTasks TASKS = new CarriedTasks(Limits.CARRIED);
    private static final CarriedTasks THREADS = new CarriedTasks(Limits.CARRIED);

    private static volatile boolean awake;

    private Carrier() {}

    /** Makes it ready, so that no thread of the application that starts another has to. */
    public static void prepare() {
        Context.known();
    }

    /** An execution begins: from now on tasks are looked at. */
    static void wake() {
        if (!awake) {
            awake = true;
        }
    }

    // ------------------------------------------------------------------ who hands over

    /** A pool was given a task. */
    public static void handedOver(@Nullable Object task) {
        if (awake && task != null) {
            OpenExecution running = running();
            if (running != null || !TASKS.isEmpty()) {
                TASKS.put(task, running);
            }
        }
    }

    /** As {@link #handedOver}, with a delay; a task that repeats belongs to no execution. */
    public static void scheduled(@Nullable Object task) {
        if (awake && task instanceof RunnableScheduledFuture && !((RunnableScheduledFuture<?>) task).isPeriodic()) {
            handedOver(task);
        }
    }

    /** As {@link #handedOver}, unless the pool is the one that runs virtual threads: those carry their own. */
    public static void forked(Object pool, @Nullable Object task) {
        if (awake && (running() != null || !TASKS.isEmpty()) && !runsVirtualThreads((ForkJoinPool) pool)) {
            handedOver(task);
        }
    }

    private static boolean runsVirtualThreads(ForkJoinPool pool) {
        return pool.getFactory().getClass().getName().startsWith("java.lang.VirtualThread");
    }

    /** A pool rejects a task. */
    public static void givenBack(@Nullable Object task) {
        if (awake && task != null && !TASKS.isEmpty()) {
            TASKS.take(task);
        }
    }

    /** A pool was asked to remove a task, and may have done so. */
    public static void removed(@Nullable Object task, boolean removed) {
        if (removed) {
            givenBack(task);
        }
    }

    /** A thread starts, or a virtual one is made to be started. */
    public static void starting(Thread thread) {
        if (!awake || thread instanceof ForkJoinWorkerThread) {
            return;
        }
        Context here = here();
        if (here == null || here.isGrowingPool()) {
            return;
        }
        OpenExecution running = here.execution();
        if (running != null && thread.getState() == Thread.State.NEW) {
            THREADS.put(thread, running);
        }
    }

    /** A pool begins to start a thread of its own, which outlives the execution; or, with false, has done so. */
    public static void growsPool(boolean begins) {
        Context here = awake ? Context.known() : null;
        if (here != null) {
            here.growsPool(begins);
        }
    }

    private static @Nullable OpenExecution running() {
        Context here = here();
        return here == null ? null : here.execution();
    }

    /** The calling thread's context: one that has recorded nothing has none, unless it was started in an execution. */
    private static @Nullable Context here() {
        Context known = Context.known();
        return known == null && THREADS.has(Thread.currentThread()) ? Context.current() : known;
    }

    // ------------------------------------------------------------------ who runs

    /** A pool's thread begins a task, or null. */
    public static void workerBegins(@Nullable Object task) {
        if (!awake || task == null || TASKS.isEmpty()) {
            return;
        }
        OpenExecution carried = TASKS.take(task);
        if (carried != null) {
            Context.current().carry(carried, carried);
        }
    }

    /** A pool's thread looks for its next task: what the last one left is over. */
    public static void workerIdle() {
        Context here = awake ? Context.known() : null;
        if (here != null && here.carried() != null) {
            here.carry(null, null);
        }
    }

    /**
     * A task begins inside whatever its thread does, as those of a ForkJoinPool do.
     *
     * @return to be given to {@link #taskEnds}; null when nothing was carried
     */
    public static @Nullable Object taskBegins(Object task) {
        if (!awake || TASKS.isEmpty()) {
            return null;
        }
        OpenExecution carried = TASKS.take(task);
        return carried == null ? null : enter(carried);
    }

    /** A task ends; null is ignored. */
    public static void taskEnds(@Nullable Object before) {
        if (before != null) {
            leave(before);
        }
    }

    /** The calling thread works for this execution; gives what {@link #leave} takes. */
    static Object enter(OpenExecution carried) {
        Context here = Context.current();
        OpenExecution running = here.execution();
        Object before = new Before(running, here.carried());
        here.carry(carried, carried == running ? here.carried() : carried);
        return before;
    }

    /** The calling thread goes back to what it did. */
    static void leave(Object before) {
        Before was = (Before) before;
        Context.current().carry(was.execution, was.carried);
    }

    /** In which execution a thread was started that records for the first time; asked once. */
    static @Nullable OpenExecution startedIn(Thread thread) {
        return !awake || THREADS.isEmpty() ? null : THREADS.take(thread);
    }

    /** Tasks and threads that have not begun; for tests. */
    static int waiting() {
        return TASKS.size() + THREADS.size();
    }

    /** What a thread did before it began a task. Immutable. */
    private static final class Before {
        private final @Nullable OpenExecution execution;
        private final @Nullable OpenExecution carried;

        Before(@Nullable OpenExecution execution, @Nullable OpenExecution carried) {
            this.execution = execution;
            this.carried = carried;
        }
    }
}
