package dev.nilometer.benchmarks;

import dev.nilometer.api.Execution;
import dev.nilometer.api.Nilometer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to carry an execution to another thread: a task handed to a pool and waited for, in an execution and outside
 * any. {@code -Dnilometer.agent.options="…;instrument.executors.enabled=false"} is the JDK as it was.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class HandOverBenchmark {
    private static final int TASKS = 100;

    /** Whether tasks are handed over in an execution. */
    @Param({"false", "true"})
    public boolean inside;

    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final ForkJoinPool forks = new ForkJoinPool(1);
    private Execution execution = Nilometer.execution("hand over", "item");

    /** Begins the execution, or ends the one that was begun to have the executors woven. */
    @Setup(Level.Trial)
    public void begin() throws InterruptedException {
        execution.close();
        TimeUnit.SECONDS.sleep(2);
        if (inside) {
            execution = Nilometer.execution("hand over", "item");
        }
    }

    /** Ends the pools. */
    @TearDown(Level.Trial)
    public void end() {
        execution.close();
        pool.shutdown();
        forks.shutdown();
    }

    /** A hundred tasks to a pool of threads. */
    @Benchmark
    public void threadPool() {
        CompletableFuture<?> last = new CompletableFuture<>();
        for (int i = 1; i < TASKS; i++) {
            pool.execute(new Nothing());
        }
        pool.execute(() -> last.complete(null));
        last.join();
    }

    /** A hundred tasks to a pool that forks. */
    @Benchmark
    public void forkJoinPool() {
        CompletableFuture<?> last = new CompletableFuture<>();
        for (int i = 1; i < TASKS; i++) {
            forks.execute(new Nothing());
        }
        forks.execute(() -> last.complete(null));
        last.join();
    }

    /** A task of its own each time. */
    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }
}
