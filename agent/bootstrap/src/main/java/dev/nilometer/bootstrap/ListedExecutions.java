package dev.nilometer.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The running executions that no lane shows: asynchronous ones, and those of threads without a lane of their own. A table
 * with open addressing and nothing that all threads write, since each execution on a virtual thread comes and goes here.
 * Bounded: an execution that finds {@value #TRIES} places taken is recorded as ever, but not shown as running, and
 * counted. Safe from every thread; waits for none.
 */
final class ListedExecutions {
    private static final int PLACES = Integer.highestOneBit(Limits.LISTED_ASYNC);
    private static final int TRIES = 32;
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio: neighbours go far apart
    private static final @Nullable OpenExecution[] OPEN = new OpenExecution[PLACES];
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(OpenExecution[].class);

    private ListedExecutions() {}

    static void add(OpenExecution execution) {
        int first = (int) ((execution.number() * SPREAD) >>> 32);
        for (int i = 0; i < TRIES; i++) {
            int place = first + i & PLACES - 1;
            if (PLACE.getOpaque(OPEN, place) == null) {
                execution.list(place); // before it can be seen here, or it would be seen twice
                if (PLACE.compareAndSet(OPEN, place, null, execution)) {
                    return;
                }
            }
        }
        execution.unlist();
        SelfCounter.ASYNC_UNLISTED.increment();
    }

    static void remove(OpenExecution execution) {
        PLACE.compareAndSet(OPEN, execution.listedAt(), execution, null);
    }

    static int size() {
        int size = 0;
        for (int place = 0; place < PLACES; place++) {
            size += PLACE.getOpaque(OPEN, place) == null ? 0 : 1;
        }
        return size;
    }

    static void forEach(OpenSink sink) {
        for (int place = 0; place < PLACES; place++) {
            OpenExecution execution = (OpenExecution) PLACE.getAcquire(OPEN, place);
            if (execution != null && !execution.hasEnded()) {
                sink.open(execution);
            }
        }
    }
}
