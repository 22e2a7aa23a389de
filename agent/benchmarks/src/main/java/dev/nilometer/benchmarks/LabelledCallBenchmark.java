package dev.nilometer.benchmarks;

import dev.nilometer.api.Label;
import dev.nilometer.api.Timed;
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

/** What the labels of a timed call cost: none, one, three, of eight values each; {@code -prof gc} shows bytes a call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class LabelledCallBenchmark {
    private static final long WORK_TOKENS = 20;

    private final String[] tenants = {"ada", "bob", "cid", "dee", "eve", "fay", "gus", "hal"};
    private int next;

    /** The floor of this page: a timed call. */
    @Benchmark
    public void noLabel() {
        plain();
    }

    /** One label. */
    @Benchmark
    public void oneLabel() {
        one(tenant());
    }

    /** Three labels. */
    @Benchmark
    public void threeLabels() {
        three(tenant(), "eu", TimeUnit.SECONDS);
    }

    private String tenant() {
        next++;
        return tenants[next & 7];
    }

    @Timed(stage = "plain", actor = "labels")
    private static void plain() {
        Blackhole.consumeCPU(WORK_TOKENS);
    }

    @Timed(stage = "one", actor = "labels")
    private static void one(@Label("tenant") String unusedTenant) {
        Blackhole.consumeCPU(WORK_TOKENS);
    }

    @Timed(stage = "three", actor = "labels")
    private static void three(
            @Label("tenant") String unusedTenant, @Label("region") String unusedRegion, @Label("unit") Object unused) {
        Blackhole.consumeCPU(WORK_TOKENS);
    }
}
