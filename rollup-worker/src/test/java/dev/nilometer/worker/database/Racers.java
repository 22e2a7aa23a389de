package dev.nilometer.worker.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several threads do one thing at the same moment, and hands back what each got. Stateless. */
public final class Racers {
    private Racers() {}

    /** What one racer does; the number tells them apart. */
    @FunctionalInterface
    public interface Lap<T> {
        T run(int racer) throws Exception;
    }

    /** Throws what the first failing racer threw, wrapped. */
    public static <T> List<T> race(int racers, Lap<T> lap) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        CyclicBarrier start = new CyclicBarrier(racers);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                int racer = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    return lap.run(racer);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
