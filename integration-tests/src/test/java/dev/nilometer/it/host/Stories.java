package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Works on items at a pace that a drain keeps up with: on four threads, five items and a pause of 2 ms by turns. Its
 * arguments are the number of items and of stages of each. It ends when a line comes on stdin.
 */
public final class Stories {
    private static final int THREADS = 4;
    private static final int WITHOUT_PAUSE = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Stories() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int items = Integer.parseInt(arguments[0]);
        int stages = Integer.parseInt(arguments[1]);
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            threads[t] = new Thread(() -> work(thread, items, stages));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("items " + items);
        int ignored = System.in.read();
    }

    private static void work(int thread, int items, int stages) {
        for (int i = thread; i < items; i += THREADS) {
            handle("item-" + i, stages);
            if (i / THREADS % WITHOUT_PAUSE == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Actor("teller")
    static void handle(@ItemId String item, int stages) {
        for (int i = 0; i < stages; i++) {
            step(i);
        }
    }

    @Timed(stage = "step")
    static int step(int i) {
        return i * 31;
    }
}
