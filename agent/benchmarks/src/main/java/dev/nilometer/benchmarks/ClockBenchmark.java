package dev.nilometer.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** The floor under every timed call: the two clock reads alone, in nanoseconds a pair. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockBenchmark {

    /** Two clock reads and their difference. */
    @Benchmark
    public long twoReads() {
        return -System.nanoTime() + System.nanoTime();
    }
}
