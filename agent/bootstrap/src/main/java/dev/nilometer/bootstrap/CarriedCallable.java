package dev.nilometer.bootstrap;

import java.util.concurrent.Callable;

/** As {@link CarriedRunnable}, with a result. */
final class CarriedCallable<T> implements Callable<T> {
    private final Callable<T> task;
    private final OpenExecution execution;

    CarriedCallable(Callable<T> task, OpenExecution execution) {
        this.task = task;
        this.execution = execution;
    }

    @Override
    public T call() throws Exception {
        Object before = Carrier.enter(execution);
        try {
            return task.call();
        } finally {
            Carrier.leave(before);
        }
    }
}
