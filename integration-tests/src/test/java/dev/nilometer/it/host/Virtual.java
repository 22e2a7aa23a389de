package dev.nilometer.it.host;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Runs executions with two blocking stages each on virtual threads of their own (JDK 21 or newer) under a flight
 * recording, and prints how long that took and how many threads were pinned, by us and in all.
 */
public final class Virtual {
    private static final long BLOCKS_NANOS = 2_000_000;

    private Virtual() {}

    /** Arguments: number of threads. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        runOn(newExecutor(), threads / 10); // warm
        Path file = Files.createTempFile("virtual", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            long begin = System.nanoTime();
            runOn(newExecutor(), threads);
            System.out.println("took " + (System.nanoTime() - begin) / 1_000 + " us");
            recording.stop();
            recording.dump(file);
        }
        printPinned(file);
        Files.delete(file);
        int ignored = System.in.read();
    }

    private static ExecutorService newExecutor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void runOn(ExecutorService executor, int threads) throws InterruptedException {
        for (int i = 0; i < threads; i++) {
            String item = "item-" + i;
            executor.execute(() -> handle(item));
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
    static void handle(@ItemId String item) {
        block();
        block();
    }

    @Timed(stage = "block")
    static void block() {
        LockSupport.parkNanos(BLOCKS_NANOS);
    }
}
