package dev.nilometer.benchmarks;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What one execution costs, flat out: the object that it is, its queue, and the drain behind it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class ExecutionBenchmark {
    private static final long WORK_TOKENS = 20;

    private final String item = "item-1";

    /** The floor: the method between two clock reads. */
    @Benchmark
    public long twoClockReads() {
        long start = System.nanoTime();
        Blackhole.consumeCPU(WORK_TOKENS);
        return System.nanoTime() - start;
    }

    /** An actor's execution for an item. */
    @Benchmark
    public void execution() {
        work(item);
    }

    @Actor("benchmark")
    private static void work(@ItemId String unusedItem) {
        Blackhole.consumeCPU(WORK_TOKENS);
    }
}
