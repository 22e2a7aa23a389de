package dev.nilometer.benchmarks;

import com.codahale.metrics.MetricRegistry;
import dev.nilometer.api.Timed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
 * without, ours, and peers: the Prometheus client's classic histogram, a Micrometer timer by hand and by its aspect (a
 * Spring AOP proxy), a Dropwizard timer. All in one run, all in JVMs that carry the agent.
 * {@code -t 2} makes two threads share the method and so the series; {@code -prof gc} shows bytes a call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class TimedCallBenchmark {
    static final long WORK_TOKENS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final DistributionDataPoint prometheus = Histogram.builder()
            .name("processing_duration_seconds")
            .help("one stage")
            .labelNames("actor", "stage", "outcome")
            .classicOnly()
            .build()
            .labelValues("benchmark", "work", "success");

    private final io.micrometer.core.instrument.Timer micrometer =
            new SimpleMeterRegistry().timer("processing.duration", "actor", "benchmark", "stage", "work");
    private final com.codahale.metrics.Timer dropwizard = new MetricRegistry().timer("processing.duration");
    private final Work aspect = MicrometerAspect.around(new MicrometerAspect.TimedWork());

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

    /** The method timed by hand into a Micrometer timer that was looked up once. */
    @Benchmark
    public void micrometerTimer() {
        long start = System.nanoTime();
        Blackhole.consumeCPU(WORK_TOKENS);
        micrometer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    /** The method with Micrometer's annotation, called through a Spring AOP proxy with its aspect. */
    @Benchmark
    public void micrometerAspect() {
        aspect.work();
    }

    /** The method timed by hand into a Dropwizard timer that was looked up once. */
    @Benchmark
    public void dropwizardTimer() {
        try (com.codahale.metrics.Timer.Context timed = dropwizard.time()) {
            Blackhole.consumeCPU(WORK_TOKENS);
        }
    }

    /** What is proxied. */
    public interface Work {
        /** The method that is timed. */
        void work();
    }
}
