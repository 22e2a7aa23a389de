package dev.nilometer.bootstrap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The running executions that no lane shows: asynchronous ones, and those of threads without a lane of their own.
 * Bounded: beyond the limit an execution is recorded as ever, but not shown as running, and counted. Safe from every
 * thread.
 */
final class ListedExecutions {
    private static final int EXPECTED = 4_096;

    /** Its table comes with the first execution; thousands of virtual threads at once would else grow it step by step. */
    private static final ConcurrentHashMap<OpenExecution, Boolean> OPEN = new ConcurrentHashMap<>(EXPECTED);

    private static final AtomicInteger SIZE = new AtomicInteger();

    private ListedExecutions() {}

    static void add(OpenExecution execution) {
        if (SIZE.incrementAndGet() > Limits.LISTED_ASYNC) {
            SIZE.decrementAndGet();
            SelfCounter.ASYNC_UNLISTED.increment();
            return;
        }
        execution.list();
        OPEN.put(execution, Boolean.TRUE);
    }

    static void remove(OpenExecution execution) {
        if (OPEN.remove(execution) != null) {
            SIZE.decrementAndGet();
        }
    }

    static int size() {
        return SIZE.get();
    }

    static void forEach(OpenSink sink) {
        for (OpenExecution execution : OPEN.keySet()) {
            if (!execution.hasEnded()) {
                sink.open(execution);
            }
        }
    }
}
