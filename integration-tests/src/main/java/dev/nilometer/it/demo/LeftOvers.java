package dev.nilometer.it.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process ids of what a demo started, in a file of its data folder: a demo that was killed leaves its children
 * behind, and the next one ends them first. One thread.
 */
final class LeftOvers {
    private static final long STOP_SECONDS = 10;

    private final Path file;
    private final String mark;

    /** Notes in this data folder; only Java processes whose command line names {@code mark} are ever ended. */
    LeftOvers(Path data, String mark) {
        this.file = data.resolve("children");
        this.mark = mark;
    }

    /** Ends what the last demo left, if it left anything. */
    void end() throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            ProcessHandle left = ProcessHandle.of(Long.parseLong(line.trim())).orElse(null);
            if (left != null && left.info().commandLine().orElse("").contains(mark)) {
                end(left);
            }
        }
        Files.delete(file);
    }

    private static void end(ProcessHandle left) throws InterruptedException {
        left.destroy();
        try {
            left.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            left.destroyForcibly();
        }
    }

    /** Notes a child that was started. */
    void note(long pid) throws IOException {
        Files.writeString(file, pid + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Everything was stopped in good order. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
