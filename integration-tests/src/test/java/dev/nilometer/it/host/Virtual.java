package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Runs executions with two blocking stages each on virtual threads of their own (JDK 21 or newer): under a flight
 * recording, and prints how long that took and how many threads were pinned, by us and in all; or again and again.
 */
public final class Virtual {
    private static final long BLOCKS_NANOS = 2_000_000;

    private Virtual() {}

    @SuppressWarnings("UnusedVariable") // so that no compiler leaves out what it comes from
    private static volatile long sink;

    /**
     * Arguments: number of threads; for throughput also of rounds, of which the first half warms up, and of steps that
     * each execution computes.
     */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        if (arguments.length > 1) {
            printMedian(threads, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        runOn(newExecutor(), threads / 10, 0); // warm
        Path file = Files.createTempFile("virtual", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            long begin = System.nanoTime();
            runOn(newExecutor(), threads, 0);
            System.out.println("took " + (System.nanoTime() - begin) / 1_000 + " us");
            recording.stop();
            recording.dump(file);
        }
        printPinned(file);
        Files.delete(file);
        int ignored = System.in.read();
    }

    private static void printMedian(int threads, int rounds, int steps) throws Exception {
        long[] took = new long[rounds / 2];
        for (int round = -took.length; round < took.length; round++) {
            long begin = System.nanoTime();
            runOn(newExecutor(), threads, steps);
            took[Math.max(0, round)] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        System.out.println("took " + took[took.length / 2] / 1_000 + " us");
    }

    private static ExecutorService newExecutor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void runOn(ExecutorService executor, int threads, int steps) throws InterruptedException {
        for (int i = 0; i < threads; i++) {
            String item = "item-" + i;
            executor.execute(() -> handle(item, steps));
        }
        executor.shutdown();
        if (!executor.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("virtual threads did not end");
        }
    }

    private static void printPinned(Path file) throws Exception {
        int ours = 0;
        int all = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                all++;
                ours += String.valueOf(event.getStackTrace()).contains("Nilometer") ? 1 : 0;
            }
        }
        System.out.println("pinned " + ours + " of " + all);
    }

    @Actor("virtual")
    static void handle(@ItemId String item, int steps) {
        block();
        compute(steps);
        block();
    }

    /** Some 2 ns a step, each of which waits for the one before. */
    private static void compute(int steps) {
        long value = steps;
        for (int i = 0; i < steps; i++) {
            value ^= value << 13;
            value ^= value >>> 7;
            value ^= value << 17;
        }
        sink = value;
    }

    @Timed(stage = "block")
    static void block() {
        LockSupport.parkNanos(BLOCKS_NANOS);
    }
}
