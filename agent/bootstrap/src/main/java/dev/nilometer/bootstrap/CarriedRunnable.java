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
        Context context = Context.current();
        OpenExecution before = context.execution();
        context.enter(execution);
        try {
            task.run();
        } finally {
            context.enter(before);
        }
    }
}
