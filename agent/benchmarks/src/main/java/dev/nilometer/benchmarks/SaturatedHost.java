package dev.nilometer.benchmarks;

import dev.nilometer.api.Timed;
import java.util.concurrent.atomic.LongAdder;

/**
 * A host that has nothing to spare: as many threads as are asked for, each calling a timed method of about 5 us without
 * a pause. Prints calls a second of wall time and of CPU time of the whole process, once warm. Run by {@link Throughput}.
 */
public final class SaturatedHost {
    /** About 5 us on a core of 3 GHz: a chain of multiplications that no compiler shortens. */
    private static final int STEPS = 6_600;

    private static final int BATCH = 256;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;

    private static volatile boolean running = true;

    @SuppressWarnings("UnusedVariable") // written so that the work cannot be left out
    private static volatile long sink;

    private SaturatedHost() {}

    /** Arguments: threads, seconds to warm up, seconds to measure. */
    public static void main(String[] args) throws InterruptedException {
        int threads = Integer.parseInt(args[0]);
        LongAdder calls = new LongAdder();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> callOn(calls), "busy-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        Thread.sleep(Long.parseLong(args[1]) * 1_000);
        long callsBefore = calls.sum();
        long cpuBefore = cpuNanos();
        long before = System.nanoTime();
        Thread.sleep(Long.parseLong(args[2]) * 1_000);
        long made = calls.sum() - callsBefore;
        double wallSeconds = (System.nanoTime() - before) / 1e9;
        double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
        running = false;
        System.out.println("calls " + made / wallSeconds + " " + made / cpuSeconds);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static void callOn(LongAdder calls) {
        long value = System.nanoTime();
        while (running) {
            for (int i = 0; i < BATCH; i++) {
                value = work(value);
            }
            calls.add(BATCH);
        }
        sink = value;
    }

    /** The method that is measured. */
    @Timed(stage = "work", actor = "saturated")
    static long work(long seed) {
        long value = seed;
        for (int i = 0; i < STEPS; i++) {
            value = value * MULTIPLIER + 1;
        }
        return value;
    }
}
