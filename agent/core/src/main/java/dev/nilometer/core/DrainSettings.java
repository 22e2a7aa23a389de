package dev.nilometer.core;

import java.time.Duration;
import java.util.Arrays;

/** What the drain is told at start. Immutable, safe from every thread. */
public final class DrainSettings {
    /** {@link #rowsPerSecond}: every record is a row unless its lane is full. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Rows that a batch holds at most; what comes beyond folds. */
    public static final int PENDING_ROWS = 20_000;

    private static final double[] DEFAULT_BUCKETS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
    };

    private final Duration flush;
    private final Duration queuePoll;
    private final long rowsPerSecond;
    private final int seriesMax;
    private final long[] bucketBoundsNanos;

    private DrainSettings(Builder from) {
        this.flush = from.flush;
        this.queuePoll = from.queuePoll;
        this.rowsPerSecond = from.rowsPerSecond;
        this.seriesMax = from.seriesMax;
        this.bucketBoundsNanos = boundsOf(from.buckets);
    }

    /** Positive, ascending, each once; without a stream, the first of which costs a start 10 ms. */
    private static long[] boundsOf(double[] seconds) {
        double[] ascending = seconds.clone();
        Arrays.sort(ascending);
        long[] nanos = new long[ascending.length];
        int count = 0;
        for (double bound : ascending) {
            long rounded = Math.round(bound * 1e9);
            if (rounded > (count == 0 ? 0 : nanos[count - 1])) {
                nanos[count++] = rounded;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    /** Settings with their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How often a batch is handed to the spool. */
    public Duration flush() {
        return flush;
    }

    /** How often queues are asked for their depth. */
    public Duration queuePoll() {
        return queuePoll;
    }

    /** Rows a second of this JVM; 0 for none, {@link #UNLIMITED}. */
    public long rowsPerSecond() {
        return rowsPerSecond;
    }

    /** Series in all, the overflow series aside. */
    public int seriesMax() {
        return seriesMax;
    }

    /** Classic buckets of durations: inclusive upper bounds in ns, ascending; a copy. */
    public long[] bucketBoundsNanos() {
        return bucketBoundsNanos.clone();
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private Duration flush = Duration.ofMillis(200);
        private Duration queuePoll = Duration.ofSeconds(10);
        private long rowsPerSecond = 300;
        private int seriesMax = 2_000;
        private double[] buckets = DEFAULT_BUCKETS;

        private Builder() {}

        /** How often a batch is handed on; 200 ms by default. */
        public Builder flush(Duration flush) {
            this.flush = flush;
            return this;
        }

        /** How often queues are asked; 10 s by default. */
        public Builder queuePoll(Duration queuePoll) {
            this.queuePoll = queuePoll;
            return this;
        }

        /** 300 by default; 0 for none, {@link #UNLIMITED}. */
        public Builder rowsPerSecond(long rowsPerSecond) {
            this.rowsPerSecond = rowsPerSecond;
            return this;
        }

        /** 2,000 by default. */
        public Builder seriesMax(int seriesMax) {
            this.seriesMax = seriesMax;
            return this;
        }

        /** Upper bounds of classic buckets, seconds; 5 ms to 300 s by default. */
        public Builder buckets(double... seconds) {
            this.buckets = seconds.clone();
            return this;
        }

        /** The settings. */
        public DrainSettings build() {
            return new DrainSettings(this);
        }
    }
}
