package dev.nilometer.benchmarks;

import io.opentelemetry.instrumentation.annotations.WithSpan;
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

/**
 * What OpenTelemetry's agent costs around the same small method, every call a span, exporters off. Only under that agent
 * and without ours: {@link Comparison} sees to it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class TracedCallBenchmark {
    /** The method with OpenTelemetry's annotation. */
    @Benchmark
    public void openTelemetrySpan() {
        work();
    }

    @WithSpan
    void work() {
        Blackhole.consumeCPU(TimedCallBenchmark.WORK_TOKENS);
    }
}
