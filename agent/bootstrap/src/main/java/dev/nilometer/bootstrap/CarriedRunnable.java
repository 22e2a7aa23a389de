package dev.nilometer.bootstrap;

/** A task that runs as part of the execution in which it was made, on whichever thread. */
final class CarriedRunnable implements Runnable {
    private final Runnable task;
    private final OpenExecution execution;

    CarriedRunnable(Runnable task, OpenExecution execution) {
        this.task = task;
        this.execution = execution;
    }

    @Override
    public void run() {
        Object before = Carrier.enter(execution);
        try {
            task.run();
        } finally {
            Carrier.leave(before);
        }
    }
}
