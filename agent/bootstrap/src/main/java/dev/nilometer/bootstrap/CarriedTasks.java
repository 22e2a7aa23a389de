package dev.nilometer.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which execution a task (or a thread) will run for, between its hand-over and its start. Keyed by the task's identity and
 * weakly: a task that never runs takes its entry along. Bounded: beyond the limit a task runs outside its execution,
 * and is counted. Safe from every thread; the application's hand tasks over, so a look at an empty table is two reads.
 */
final class CarriedTasks {
    private final ConcurrentHashMap<Object, Waiting> waiting = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();
    private final int limit;

    /** Never less than there are: raised before an entry comes, lowered after it went. */
    private final AtomicInteger size = new AtomicInteger();

    CarriedTasks(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return size.get() == 0;
    }

    /** True when the task was handed over, and not taken. */
    boolean has(Object task) {
        return !isEmpty() && waiting.containsKey(new Task(task));
    }

    int size() {
        expunge();
        return size.get();
    }

    /** The task will run once for this execution, or, with null, once for none. */
    void put(Object task, @Nullable OpenExecution execution) {
        expunge();
        Task key = new Task(task);
        while (true) {
            Waiting before = waiting.get(key);
            if (before != null) {
                if (waiting.replace(key, before, before.once(execution))) {
                    return;
                }
            } else if (execution == null || add(task, execution)) {
                return;
            }
        }
    }

    /** False when somebody else came first. */
    private boolean add(Object task, OpenExecution execution) {
        if (size.incrementAndGet() > limit) {
            size.decrementAndGet();
            SelfCounter.CARRY_REFUSED.increment();
            return true;
        }
        if (waiting.putIfAbsent(new Key(task, garbage), new Waiting(execution, 1)) == null) {
            return true;
        }
        size.decrementAndGet();
        return false;
    }

    /** For whom the task, which starts now or never, was handed over; null when for none, or for several. */
    @Nullable
    OpenExecution take(Object task) {
        Task key = new Task(task);
        while (true) {
            Waiting before = waiting.get(key);
            if (before == null) {
                return null;
            }
            if (before.times == 1 && waiting.remove(key, before)) {
                size.decrementAndGet();
                return before.execution;
            }
            if (before.times > 1 && waiting.replace(key, before, new Waiting(before.execution, before.times - 1))) {
                return before.execution;
            }
        }
    }

    private void expunge() {
        for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
            if (waiting.remove(gone) != null) {
                size.decrementAndGet();
            }
        }
    }

    /** A task to look for, by identity; equal to its key. For one look. */
    private static final class Task {
        private final Object task;

        Task(Object task) {
            this.task = task;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key && ((Key) other).get() == task;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(task);
        }
    }

    /** A task by identity; equal to itself for ever, and to another key of the same task while that lives. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object task, ReferenceQueue<Object> garbage) {
            super(task, garbage);
            hash = System.identityHashCode(task);
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object task = other instanceof Key ? get() : null;
            return task != null && task == ((Key) other).get();
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The execution of a task that was handed over so many times and has not started; null when of several. Immutable. */
    private static final class Waiting {
        private final @Nullable OpenExecution execution;
        private final int times;

        Waiting(@Nullable OpenExecution execution, int times) {
            this.execution = execution;
            this.times = times;
        }

        Waiting once(@Nullable OpenExecution more) {
            return new Waiting(more == execution ? execution : null, times + 1);
        }
    }
}
