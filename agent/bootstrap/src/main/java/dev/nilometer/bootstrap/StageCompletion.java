package dev.nilometer.bootstrap;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Ends a stage when its asynchronous result is completed, on whichever thread completes it. */
final class StageCompletion implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final StageSite site;
    private final @Nullable LabelSet labels;
    private final long startNanos;
    private final @Nullable OpenExecution execution;

    private StageCompletion(
            StageSite site, @Nullable LabelSet labels, long startNanos, @Nullable OpenExecution execution) {
        this.site = site;
        this.labels = labels;
        this.startNanos = startNanos;
        this.execution = execution;
    }

    /** Adds itself as a dependent; false, and counted, when the result takes none. */
    static boolean await(
            CompletionStage<?> result,
            @Nullable OpenExecution execution,
            StageSite site,
            @Nullable LabelSet labels,
            long startNanos) {
        return Dependents.add(result, new StageCompletion(site, labels, startNanos, execution));
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        try {
            end(thrown);
        } catch (Throwable e) {
            Recorder.adviceFailed(e);
        }
    }

    private void end(@Nullable Throwable thrown) {
        if (Recorder.isOn()) {
            long durationNanos = System.nanoTime() - startNanos;
            Recorder.stageEnded(Context.current(), execution, site, labels, startNanos, durationNanos, thrown);
        }
    }
}
