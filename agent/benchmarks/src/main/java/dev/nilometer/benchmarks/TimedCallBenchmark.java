package dev.nilometer.benchmarks;

import dev.nilometer.api.Timed;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one timed call costs, flat out, around the same small method: bare, the two clock reads that nobody can do
 * without, ours, and the Prometheus client's classic histogram. All in one run, all in JVMs that carry the agent.
 * {@code -t 2} makes two threads share the method and so the series; {@code -prof gc} shows bytes a call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class TimedCallBenchmark {
    private static final long WORK_TOKENS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final DistributionDataPoint prometheus = Histogram.builder()
            .name("processing_duration_seconds")
            .help("one stage")
            .labelNames("actor", "stage", "outcome")
            .classicOnly()
            .build()
            .labelValues("benchmark", "work", "success");

    /** Fails when the method below was not woven: it would look as fast as the bare one. */
    @Setup
    public void checkThatTheAgentIsHere() throws ClassNotFoundException {
        Class.forName("java.lang.NilometerRecorder");
    }

    /** The method alone. */
    @Benchmark
    public void bare() {
        Blackhole.consumeCPU(WORK_TOKENS);
    }

    /** The floor: the method between two clock reads. */
    @Benchmark
    public long twoClockReads() {
        long start = System.nanoTime();
        Blackhole.consumeCPU(WORK_TOKENS);
        return System.nanoTime() - start;
    }

    /** The method with our annotation, woven by the agent: counted exactly, folded or kept as a row. */
    @Benchmark
    @Timed(stage = "work", actor = "benchmark")
    public void nilometer() {
        Blackhole.consumeCPU(WORK_TOKENS);
    }

    /** The method timed by hand into the Prometheus client's classic histogram, its label values looked up once. */
    @Benchmark
    public void prometheusClassic() {
        long start = System.nanoTime();
        Blackhole.consumeCPU(WORK_TOKENS);
        prometheus.observe((System.nanoTime() - start) / NANOS_PER_SECOND);
    }
}
