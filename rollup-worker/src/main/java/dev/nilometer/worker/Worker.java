package dev.nilometer.worker;

import dev.nilometer.worker.cli.WorkerCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The entry of nilometer-worker.jar: {@code java -jar nilometer-worker.jar <command>}. */
public final class Worker {
    private Worker() {}

    /** Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(WorkerCommand.run(args, System.getenv(), out, err));
    }
}
