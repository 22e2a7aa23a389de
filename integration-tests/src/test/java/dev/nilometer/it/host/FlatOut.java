package dev.nilometer.it.host;

import dev.nilometer.api.Nilometer;
import dev.nilometer.api.Timed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls timed methods as fast as four threads can, with a pause now and then; one call of a hundred reports a value that
 * {@link #value} tells again. Its argument is the number of calls of each thread. It ends when a line comes on stdin.
 */
public final class FlatOut {
    /** Threads that call. */
    public static final int THREADS = 4;

    /** One call of so many reports a value; the others are stages 1, 2 and 3 by turns. */
    public static final int VALUE_EVERY = 100;

    private static final int PAUSE_EVERY = 500_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private FlatOut() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[0]);
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            threads[t] = new Thread(() -> call(thread, calls));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("calls " + (long) calls * THREADS);
        int ignored = System.in.read();
    }

    private static void call(int thread, int calls) {
        int sum = 0;
        for (int i = 0; i < calls; i++) {
            if (i % VALUE_EVERY == 0) {
                Nilometer.value("load", value(thread, i));
            } else {
                sum += stage(i);
            }
            if (i % PAUSE_EVERY == PAUSE_EVERY - 1) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        if (sum == 42) {
            System.out.println("by chance");
        }
    }

    private static int stage(int i) {
        return switch (i % 3) {
            case 0 -> one(i);
            case 1 -> two(i);
            default -> three(i);
        };
    }

    /** What a call reports: whole numbers from 1 to some 160,000, spread as a logarithm is. */
    public static double value(int thread, int call) {
        double position = ((long) thread * 31 + call / VALUE_EVERY * 7_919L) % 10_007 / 10_007.0;
        return Math.round(Math.exp(12 * position));
    }

    @Timed(stage = "one", actor = "flat out")
    static int one(int i) {
        return i * 31;
    }

    @Timed(stage = "two", actor = "flat out")
    static int two(int i) {
        return i * 37;
    }

    @Timed(stage = "three", actor = "flat out")
    static int three(int i) {
        return i * 41;
    }
}
