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
        Context context = Context.current();
        OpenExecution before = context.execution();
        context.enter(execution);
        try {
            return task.call();
        } finally {
            context.enter(before);
        }
    }
}
