package dev.nilometer.benchmarks;

import dev.nilometer.api.Timed;
import java.util.concurrent.atomic.LongAdder;

/**
 * A host that has nothing to spare: as many threads as are asked for, each calling a timed method of about 5 us without
 * a pause. Prints calls a second of wall time and of CPU time of the whole process, once warm. Run by {@link Throughput}.
 */
public final class SaturatedHost {
    private static final int CALIBRATION_STEPS = 1_000_000;
    private static final int CALIBRATION_ROUNDS = 200;
    private static final int BATCH = 256;

    private static volatile boolean running = true;

    @SuppressWarnings("UnusedVariable") // written so that the work cannot be left out
    private static volatile long sink;

    private SaturatedHost() {}

    /** Arguments: threads, seconds to warm up, seconds to measure, steps of one call. */
    public static void main(String[] args) throws InterruptedException {
        int threads = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[3]);
        LongAdder calls = new LongAdder();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> callOn(calls, steps), "busy-" + i);
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

    private static void callOn(LongAdder calls, int steps) {
        long value = System.nanoTime();
        while (running) {
            for (int i = 0; i < BATCH; i++) {
                value = work(value, steps);
            }
            calls.add(BATCH);
        }
        sink = value;
    }

    /** The method that is measured. */
    @Timed(stage = "work", actor = "saturated")
    static long work(long seed, int steps) {
        return chain(seed, steps);
    }

    /**
     * Marsaglia's xorshift: each step waits for the one before. A chain of {@code x * a + b} would not do, since C2 makes
     * one step of several, as many as the loop's surroundings let it unroll, and so of another duration when woven.
     */
    private static long chain(long seed, int steps) {
        long value = seed;
        for (int i = 0; i < steps; i++) {
            value ^= value << 13;
            value ^= value >>> 7;
            value ^= value << 17;
        }
        return value;
    }

    /** How many steps last so long on this machine, with nothing beside. */
    static int stepsOf(long nanos) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
            long begin = System.nanoTime();
            sink = chain(begin, CALIBRATION_STEPS);
            least = Math.min(least, System.nanoTime() - begin);
        }
        return (int) (CALIBRATION_STEPS * nanos / least);
    }
}
