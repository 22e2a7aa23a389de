package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/** A stage that a facade call began. For the thread that began it; ends once. */
final class StageSpan {
    private final int site;
    private long startNanos;

    StageSpan(int site, long startNanos) {
        this.site = site;
        this.startNanos = startNanos;
    }

    void end(@Nullable Throwable failure) {
        long start = startNanos;
        startNanos = 0;
        Recorder.exitStage(site, start, failure);
    }
}
