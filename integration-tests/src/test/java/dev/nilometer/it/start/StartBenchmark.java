package dev.nilometer.it.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * What the agent costs a start: from the repository's folder, after {@code ./mvnw verify},
 *
 * <pre>{@code java integration-tests/src/test/java/dev/nilometer/it/start/StartBenchmark.java 15}</pre>
 *
 * <p>runs a hello world and a small Spring Boot application by turns without an agent, with an agent that does nothing,
 * with ours, and with OpenTelemetry's (exporters off), so many rounds after one that is not counted, and prints medians:
 * ms until the application says that it runs, and a second later ms of CPU and the peak of resident memory. Linux.
 * Run it on a machine with nothing else to do; CPU says more where there is something else.
 */
final class StartBenchmark {
    private static final Path SPRING = Path.of("integration-tests/hosts/spring/target/spring-host.jar");
    private static final Path OPEN_TELEMETRY =
            Path.of("integration-tests/target/hosts/opentelemetry/opentelemetry-javaagent.jar");
    private static final Path OURS = Path.of("agent/dist/target/nilometer-agent.jar");
    private static final Path CLASSES = Path.of("integration-tests/target/test-classes");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Fixed: how far G1 lets a heap grow during a start differs by 70 MiB from run to run of the same program. */
    private static final String HEAP = "128m";

    /** What an agent does beside the start counts too. */
    private static final long AFTERWARDS_MILLIS = 1_000;

    private StartBenchmark() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
        List<String> hello = List.of("-cp", CLASSES.toString(), "dev.nilometer.it.host.Hello", "read");
        compare("hello world", hello, "hello", rounds);
        if (Files.isRegularFile(SPRING)) {
            compare("Spring Boot", List.of("-jar", SPRING.toString(), "1", "wait"), "started", rounds);
        } else {
            System.out.println("SKIPPED: " + SPRING + " is not built");
        }
    }

    private static void compare(String what, List<String> host, String sign, int rounds) throws Exception {
        Map<String, List<double[]>> figures = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> variant : variants().entrySet()) {
                double[] figure = run(variant.getValue(), host, sign);
                if (round > 0) { // the first fills the page cache
                    figures.computeIfAbsent(variant.getKey(), key -> new ArrayList<>())
                            .add(figure);
                }
            }
        }
        List<double[]> bare = figures.get("no agent");
        System.out.printf(Locale.ROOT, "%n%s, %d rounds, medians%n", what, rounds);
        System.out.println("                 until it runs        CPU             RSS      ratio of waits, by pairs");
        figures.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-15s %7.0f ms %+5.0f  %7.0f ms %+5.0f  %6.1f MiB %+6.1f  %.2f%n",
                name,
                median(all, 0),
                median(all, 0) - median(bare, 0),
                median(all, 1),
                median(all, 1) - median(bare, 1),
                median(all, 2),
                median(all, 2) - median(bare, 2),
                medianOfRatios(all, bare)));
    }

    private static Map<String, List<String>> variants() throws IOException {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("no agent", List.of());
        variants.put("empty agent", List.of("-javaagent:" + emptyAgent()));
        variants.put("Nilometer", List.of("-javaagent:" + OURS + "=http.port=0"));
        if (Files.isRegularFile(OPEN_TELEMETRY)) {
            variants.put(
                    "OpenTelemetry",
                    List.of(
                            "-javaagent:" + OPEN_TELEMETRY,
                            "-Dotel.traces.exporter=none",
                            "-Dotel.metrics.exporter=none",
                            "-Dotel.logs.exporter=none"));
        }
        return variants;
    }

    /** Milliseconds until the sign, milliseconds of CPU, MiB at the most. */
    private static double[] run(List<String> agent, List<String> host, String sign) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xms" + HEAP, "-Xmx" + HEAP));
        command.addAll(agent);
        command.addAll(host);
        Path times = Files.createTempFile("start", ".times");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", "TIMEFORMAT='%U %S'; { time \"$@\" 2>/dev/null; } 2>" + times, "start")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.command().addAll(command);
        long begin = System.nanoTime();
        Process process = builder.start();
        long untilNanos = 0;
        double rss = 0;
        try (Scanner out = new Scanner(process.getInputStream(), StandardCharsets.UTF_8)) {
            while (out.hasNextLine()) {
                if (out.nextLine().startsWith(sign) && untilNanos == 0) {
                    untilNanos = System.nanoTime() - begin;
                    Thread.sleep(AFTERWARDS_MILLIS);
                    rss = peakMebibytes(process);
                    process.getOutputStream().write('\n');
                    process.getOutputStream().flush();
                }
            }
        }
        process.waitFor(60, TimeUnit.SECONDS);
        String[] spent = Files.readString(times).trim().split("\\s+");
        Files.delete(times);
        double cpu =
                1_000 * (Double.parseDouble(spent[spent.length - 2]) + Double.parseDouble(spent[spent.length - 1]));
        return new double[] {untilNanos / 1e6, cpu, rss};
    }

    /** Of the JVM, the only child of the shell; 0 when it has ended already. */
    private static double peakMebibytes(Process shell) {
        return shell.children()
                .findFirst()
                .map(jvm -> Path.of("/proc", Long.toString(jvm.pid()), "status"))
                .map(StartBenchmark::peakOf)
                .orElse(0.0);
    }

    private static double peakOf(Path status) {
        try (Scanner lines = new Scanner(status, StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
        } catch (IOException ended) {
            return 0;
        }
        return 0;
    }

    /** The floor: the JVM itself starts otherwise when there is any agent. */
    private static Path emptyAgent() throws IOException {
        Path jar = Path.of(System.getProperty("java.io.tmpdir"), "nilometer-empty-agent.jar");
        java.util.jar.Manifest manifest = new java.util.jar.Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", "dev.nilometer.it.host.EmptyAgent");
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (java.util.jar.JarOutputStream out =
                new java.util.jar.JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String name = "dev/nilometer/it/host/EmptyAgent.class";
            out.putNextEntry(new java.util.jar.JarEntry(name));
            Files.copy(CLASSES.resolve(name), out);
        }
        return jar;
    }

    private static double median(List<double[]> all, int column) {
        return median(all.stream().mapToDouble(figure -> figure[column]).toArray());
    }

    private static double medianOfRatios(List<double[]> all, List<double[]> bare) {
        double[] ratios = new double[all.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = all.get(i)[0] / bare.get(i)[0];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
