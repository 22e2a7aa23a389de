package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes records at a steady rate until a line comes on stdin, then prints how many and waits for another line. Arguments:
 * executions a second on four threads together, timed calls inside each, and {@code print} to print each item's name and
 * its instant.
 */
public final class Steady {
    private static final int THREADS = 4;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static volatile boolean stopped;

    private Steady() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        double rate = Double.parseDouble(arguments[0]);
        int inside = Integer.parseInt(arguments[1]);
        boolean prints = arguments.length > 2 && arguments[2].equals("print");
        AtomicLong made = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            String prefix = ProcessHandle.current().pid() + "-" + t + "-";
            workers.add(new Thread(() -> made.addAndGet(work(prefix, rate / THREADS, inside, prints))));
        }
        workers.forEach(Thread::start);
        int ignored = System.in.read();
        stopped = true;
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println("executions " + made);
        System.out.println("samples " + made.get() * inside);
        int unusedLine = System.in.read();
    }

    private static long work(String prefix, double rate, int inside, boolean prints) {
        long begin = System.nanoTime();
        long made = 0;
        while (!stopped) {
            long due = (long) ((System.nanoTime() - begin) / 1e9 * rate);
            for (; made < due; made++) {
                handle(prefix + made, inside);
                if (prints) {
                    System.out.println("item " + prefix + made + " " + System.currentTimeMillis());
                }
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return made;
    }

    @Actor("steady")
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
