package dev.nilometer.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a saturated host with a method of 5 us still gets done with the agent: {@code Throughput PAIRS SECONDS [database]}
 * runs {@link SaturatedHost} by turns without the agent and with it, one thread a core, each in a JVM of its own, and
 * prints the medians. With {@code database} the agent writes rows into a PostgreSQL on the same machine and is scraped
 * each second. Run it on a machine with nothing else to do; the second ratio, calls by CPU time of the process, says more
 * where there is something else.
 */
public final class Throughput {
    private static final String WARM_UP_SECONDS = "3";
    private static final long CALL_NANOS = 5_000;

    private Throughput() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int pairs = Integer.parseInt(args[0]);
        if (args.length > 2) {
            try (BenchmarkServer server = BenchmarkServer.start()) {
                compare(pairs, args[1], server.agentOptions());
            }
        } else {
            compare(pairs, args[1], "service=saturated;http.port=0");
        }
    }

    private static void compare(int pairs, String seconds, String options) throws IOException, InterruptedException {
        String steps = Integer.toString(SaturatedHost.stepsOf(CALL_NANOS));
        double[][] without = new double[pairs][];
        double[][] with = new double[pairs][];
        for (int pair = 0; pair < pairs; pair++) {
            // Whoever comes first in one pair comes second in the next.
            if (pair % 2 == 0) {
                without[pair] = run(seconds, steps, null);
                with[pair] = run(seconds, steps, options);
            } else {
                with[pair] = run(seconds, steps, options);
                without[pair] = run(seconds, steps, null);
            }
            System.out.printf(
                    Locale.ROOT,
                    "pair %d: %.0f calls/s without, %.0f with (%.4f); by CPU time %.4f%n",
                    pair + 1,
                    without[pair][0],
                    with[pair][0],
                    with[pair][0] / without[pair][0],
                    with[pair][1] / without[pair][1]);
        }
        for (int column = 0; column < 2; column++) {
            System.out.printf(
                    Locale.ROOT,
                    "median of %s: %.0f without, %.0f with; ratio of medians %.4f, median of ratios %.4f%n",
                    column == 0 ? "calls/s" : "calls/CPU s",
                    median(without, column),
                    median(with, column),
                    median(with, column) / median(without, column),
                    medianOfRatios(with, without, column));
        }
    }

    private static double median(double[][] runs, int column) {
        return median(Arrays.stream(runs).mapToDouble(run -> run[column]).toArray());
    }

    private static double medianOfRatios(double[][] of, double[][] to, int column) {
        double[] ratios = new double[of.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of[i][column] / to[i][column];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Calls by wall time and by CPU time, a second; without the agent when there are no options for it. */
    private static double[] run(String seconds, String steps, @Nullable String agentOptions)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        if (agentOptions != null) {
            command.add("-javaagent:" + agentJar() + "=" + agentOptions);
        }
        String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SaturatedHost.class.getName()));
        command.addAll(List.of(threads, WARM_UP_SECONDS, seconds, steps));
        Process host = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            String[] words = String.valueOf(lines.readLine()).split(" ");
            if (host.waitFor() != 0 || words.length != 3) {
                throw new IOException("the host failed: " + Arrays.toString(words));
            }
            return new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
        }
    }

    private static Path agentJar() throws IOException {
        Path agent = Path.of(System.getProperty("nilometer.agent.jar", "agent/dist/target/nilometer-agent.jar"))
                .toAbsolutePath();
        if (!Files.isRegularFile(agent)) {
            throw new IOException(
                    agent + " was not built: run ./mvnw -Dquick package in the repository, and this there");
        }
        return agent;
    }
}
