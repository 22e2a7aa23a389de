package dev.nilometer.bootstrap;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Ends an execution when its asynchronous result is completed, on whichever thread completes it. */
final class ExecutionCompletion implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final OpenExecution execution;

    private ExecutionCompletion(OpenExecution execution) {
        this.execution = execution;
    }

    /** Lists the execution as running and adds itself as a dependent; false, and counted, when the result takes none. */
    static boolean await(CompletionStage<?> result, OpenExecution execution) {
        execution.share();
        if (!execution.isListed()) {
            ListedExecutions.add(execution);
        }
        return Dependents.add(result, new ExecutionCompletion(execution));
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        try {
            Executions.end(Context.current(), execution, thrown);
        } catch (Throwable e) {
            Recorder.adviceFailed(e);
        }
    }
}
