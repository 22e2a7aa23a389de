package dev.nilometer.it.host;

import dev.nilometer.api.Execution;
import dev.nilometer.api.Nilometer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * Says durations whose percentiles it knows, and prints those in ns: {@code p50 p90 p99}, one line a stage. The stage
 * {@code narrow} lies within a factor of 20, {@code wide} within 1,000 or so. Then it waits for a line on stdin.
 */
public final class Durations {
    private static final int COUNT = 20_000;

    private Durations() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        tell("narrow", 0.35);
        tell("wide", 1.2);
        try (Execution execution = Nilometer.execution("durations", "item")) {
            Nilometer.correlation("order-4711");
        }
        System.out.println("told " + COUNT);
        int ignored = System.in.read();
    }

    /** A lognormal distribution around 100 ms. */
    private static void tell(String stage, double sigma) {
        Random random = new Random(sigma == 0.35 ? 1 : 2);
        long[] nanos = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            nanos[i] = (long) (1e8 * Math.exp(sigma * Math.max(-3, Math.min(3, random.nextGaussian()))));
            Nilometer.processingTime("durations", stage, Duration.ofNanos(nanos[i]));
        }
        Arrays.sort(nanos);
        System.out.println(
                stage + " " + nanos[COUNT / 2] + " " + nanos[COUNT * 9 / 10] + " " + nanos[COUNT * 99 / 100]);
    }
}
