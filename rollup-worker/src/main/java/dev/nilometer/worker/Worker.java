package dev.nilometer.worker;

import dev.nilometer.worker.cli.WorkerCommand;

/** The entry of nilometer-worker.jar: {@code java -jar nilometer-worker.jar <command>}. */
public final class Worker {
    private Worker() {}

    /** Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] args) {
        System.exit(WorkerCommand.runInProcess(args));
    }
}
