package dev.nilometer.it.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/** Loads classes {@code C0} and following, as many as its argument says, from eight threads at once, each in an order of
 * its own (the second argument is the seed), calls each, and prints how many calls there were. */
public final class Loading {
    private static final int THREADS = 8;

    private Loading() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int classes = Integer.parseInt(arguments[0]);
        Random random = new Random(Integer.parseInt(arguments[1]));
        CyclicBarrier together = new CyclicBarrier(THREADS);
        AtomicInteger calls = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < classes; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            Thread thread = new Thread(() -> load(order, together, calls));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("called " + calls);
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // a host says what went wrong on its stderr, which the test reads
    private static void load(List<Integer> order, CyclicBarrier together, AtomicInteger calls) {
        try {
            together.await();
            for (int i : order) {
                Class.forName("C" + i).getMethod("call").invoke(null);
                calls.incrementAndGet();
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
