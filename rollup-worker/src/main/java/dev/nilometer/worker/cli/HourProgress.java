package dev.nilometer.worker.cli;

import dev.nilometer.worker.rollup.Rollup.Progress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a run is: a bar on stderr when a terminal watches, else a plain line, at most one in two seconds. Told by
 * one thread at a time; close it before anything else is printed.
 */
interface HourProgress extends Progress, AutoCloseable {
    /** For whoever watches. */
    static HourProgress on(PrintWriter out) {
        return Terminal.watches() ? new Bar() : new Lines(out, System.nanoTime());
    }

    @Override
    void close();

    /** For a log. */
    final class Lines implements HourProgress {
        private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

        private final PrintWriter out;
        private long lastNanos;

        Lines(PrintWriter out, long startNanos) {
            this.out = out;
            this.lastNanos = startNanos;
        }

        @Override
        public void done(int hours, int expected) {
            long now = System.nanoTime();
            if (now - lastNanos >= PAUSE_NANOS && hours < expected) {
                lastNanos = now;
                out.println(hours + " of " + expected + " hours");
            }
        }

        @Override
        public void close() {}
    }

    /** For a person. It starts with the first hour: a run with nothing to do draws nothing. */
    final class Bar implements HourProgress {
        private @Nullable ProgressBar bar;

        @Override
        public void done(int hours, int expected) {
            ProgressBar drawn = bar;
            if (drawn == null) {
                drawn = new ProgressBarBuilder()
                        .setTaskName("rolling up")
                        .setInitialMax(expected)
                        .setUnit(" hours", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
                bar = drawn;
            }
            drawn.stepTo(hours);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
