package dev.nilometer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Ours and peers side by side, with everything on: the drain, a PostgreSQL of its own that rows go to, and the endpoint,
 * scraped each second. {@code java -jar agent/benchmarks/target/benchmarks.jar compare [JDK…]}: on the JDK that runs it
 * and on those whose homes are given, on one thread and on two that share the method; about four minutes for each JDK.
 * Prints one table. Run it on a machine with nothing else to do.
 */
final class Comparison {
    private static final String OPEN_TELEMETRY = "agent/benchmarks/target/peers/opentelemetry-javaagent.jar";
    private static final String[] SILENT = {
        "-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"
    };

    private final BenchmarkServer server;
    private final Table table = new Table();

    private Comparison(BenchmarkServer server) {
        this.server = server;
    }

    static void run(List<String> jdks) throws IOException, InterruptedException, RunnerException {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        jdks.forEach(home -> homes.add(Path.of(home)));
        try (BenchmarkServer server = BenchmarkServer.start()) {
            Comparison comparison = new Comparison(server);
            for (Path home : homes) {
                for (int threads = 1; threads <= 2; threads++) {
                    comparison.measure(home, threads);
                }
            }
            System.out.println(comparison.table);
        }
    }

    private void measure(Path home, int threads) throws RunnerException {
        String column = home.getFileName() + ", " + threads + (threads == 1 ? " thread" : " threads");
        // What is compared to the last nanosecond has two forks.
        run(column, home, threads, 2, "TimedCallBenchmark.(twoClockReads|nilometer)$", ours("300"));
        run(column, home, threads, 1, "TimedCallBenchmark.(bare|prom.*|micro.*|drop.*)$", ours("300"));
        run(column, home, threads, 2, "ExecutionBenchmark.execution$", ours("300"));
        run(column, home, threads, 2, "PacedCallBenchmark", ours("unlimited"));
        Path other = Path.of(OPEN_TELEMETRY).toAbsolutePath();
        if (Files.isRegularFile(other)) {
            run(column, home, threads, 1, "TracedCallBenchmark", "-javaagent:" + other);
        }
    }

    private String ours(String rowsPerSecond) {
        return Benchmarks.javaagent(server.agentOptions() + ";rows.per-second=" + rowsPerSecond);
    }

    private void run(String column, Path home, int threads, int forks, String benchmarks, String javaagent)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks)
                .jvm(home.resolve("bin/java").toString())
                .jvmArgsAppend(javaagent)
                .jvmArgsPrepend(SILENT)
                .threads(threads)
                .forks(forks)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(800))
                .addProfiler("gc")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        System.out.println(column + ": " + benchmarks);
        table.add(column, new Runner(options.build()).run());
    }
}
