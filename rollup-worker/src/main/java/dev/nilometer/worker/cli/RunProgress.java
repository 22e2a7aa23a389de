package dev.nilometer.worker.cli;

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
interface RunProgress extends AutoCloseable {
    /**
     * For whoever watches.
     *
     * @param task what is done, such as {@code rolling up}
     * @param unit of what is counted, in the plural
     */
    static RunProgress on(PrintWriter out, String task, String unit) {
        return Terminal.watches() ? new Bar(task, unit) : new Lines(out, unit, System.nanoTime());
    }

    /** As above, and plain lines say how long the rest will take at the pace so far. */
    static RunProgress estimating(PrintWriter out, String task, String unit) {
        return Terminal.watches() ? new Bar(task, unit) : new Lines(out, unit, System.nanoTime(), true);
    }

    /** So many of those expected are done. */
    void done(long count, long expected);

    @Override
    void close();

    /** For a log. */
    final class Lines implements RunProgress {
        private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

        private final PrintWriter out;
        private final String unit;
        private final long startNanos;
        private final boolean estimates;
        private long lastNanos;

        Lines(PrintWriter out, String unit, long startNanos) {
            this(out, unit, startNanos, false);
        }

        Lines(PrintWriter out, String unit, long startNanos, boolean estimates) {
            this.out = out;
            this.unit = unit;
            this.startNanos = startNanos;
            this.estimates = estimates;
            this.lastNanos = startNanos;
        }

        @Override
        public void done(long count, long expected) {
            long now = System.nanoTime();
            if (now - lastNanos >= PAUSE_NANOS && count < expected) {
                lastNanos = now;
                out.println(count + " of " + expected + " " + unit + (estimates ? left(now, count, expected) : ""));
            }
        }

        private String left(long now, long count, long expected) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds((now - startNanos) / Math.max(1, count) * (expected - count));
            return ", about " + seconds + " s left";
        }

        @Override
        public void close() {}
    }

    /** For a person. It starts with the first thing done: a run with nothing to do draws nothing. */
    final class Bar implements RunProgress {
        private final String task;
        private final String unit;
        private @Nullable ProgressBar bar;

        Bar(String task, String unit) {
            this.task = task;
            this.unit = unit;
        }

        @Override
        public void done(long count, long expected) {
            ProgressBar drawn = bar;
            if (drawn == null) {
                drawn = new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(expected)
                        .setUnit(" " + unit, 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
                bar = drawn;
            }
            drawn.stepTo(count);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
