package dev.nilometer.benchmarks;

import dev.nilometer.api.Timed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one timed call costs at a million calls a second in all, where lanes do not fill and records become rows: each
 * thread waits for the next tick of its schedule, and the call alone is timed, with the same two outer clock reads for
 * the floor and for ours. The score of JMH is the schedule's; what counts is {@code callNanos / calls}, and ours less the
 * floor. Calls of more than 20 us, in which the thread was put to sleep, are counted apart.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class PacedCallBenchmark {
    private static final long PERIOD_NANOS = 1_000;
    private static final long BEHIND_NANOS = 1_000_000;
    private static final long LONG_NANOS = 20_000;

    /** The floor: the method between two clock reads. */
    @Benchmark
    public long pacedTwoClockReads(Pace pace) {
        long begin = pace.await();
        long inner = twoClockReads();
        pace.called(System.nanoTime() - begin);
        return inner;
    }

    private static long twoClockReads() {
        long start = System.nanoTime();
        Blackhole.consumeCPU(TimedCallBenchmark.WORK_TOKENS);
        return System.nanoTime() - start;
    }

    /** The method with our annotation. */
    @Benchmark
    public void pacedNilometer(Pace pace) {
        long begin = pace.await();
        timed();
        pace.called(System.nanoTime() - begin);
    }

    @Timed(stage = "paced", actor = "benchmark")
    private static void timed() {
        Blackhole.consumeCPU(TimedCallBenchmark.WORK_TOKENS);
    }

    /** One thread's schedule, and what it measured. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Pace {
        /** Calls that were timed. */
        public long calls;

        /** Their length in all, ns. */
        public long callNanos;

        /** Calls that were too long to be calls. */
        public long longCalls;

        private long periodNanos;
        private long next;

        /** The threads share the million. */
        @Setup(Level.Iteration)
        public void begin(BenchmarkParams params) {
            periodNanos = PERIOD_NANOS * params.getThreads();
            next = System.nanoTime();
        }

        /** Waits for the next tick, and begins anew when it is long over. */
        long await() {
            next += periodNanos;
            long now = System.nanoTime();
            while (now < next) {
                now = System.nanoTime();
            }
            if (now - next > BEHIND_NANOS) {
                next = now;
            }
            return now;
        }

        void called(long nanos) {
            if (nanos > LONG_NANOS) {
                longCalls++;
                return;
            }
            calls++;
            callNanos += nanos;
        }
    }
}
