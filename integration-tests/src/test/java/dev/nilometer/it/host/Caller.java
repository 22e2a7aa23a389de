package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;

/**
 * Makes calls and prints how many: arguments are executions, timed calls inside each, and timed calls outside any, on
 * two threads. Then it does what its fourth argument says: {@code return}, or {@code wait} for a line on stdin.
 */
public final class Caller {
    private static final int THREADS = 2;

    private Caller() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int executions = Integer.parseInt(arguments[0]);
        int inside = Integer.parseInt(arguments[1]);
        int outside = Integer.parseInt(arguments[2]);
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            threads[t] = new Thread(() -> work(thread, executions, inside, outside));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("executions " + executions);
        System.out.println("samples " + ((long) executions * inside + outside));
        if (arguments.length > 3 && arguments[3].equals("wait")) {
            int ignored = System.in.read();
        }
    }

    private static void work(int thread, int executions, int inside, int outside) {
        for (int i = thread; i < executions; i += THREADS) {
            handle("item-" + i, inside);
        }
        for (int i = thread; i < outside; i += THREADS) {
            step(i);
        }
    }

    @Actor("caller")
    static void handle(@ItemId String item, int inside) {
        for (int i = 0; i < inside; i++) {
            step(i);
        }
    }

    @Timed(stage = "step")
    static int step(int i) {
        return i * 31;
    }
}
