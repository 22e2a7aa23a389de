package dev.nilometer.it;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real Prometheus server that scrapes every second; of Debian's package {@code prometheus}. Tests that
 * need it print SKIPPED where it is not installed. Closing kills it.
 */
public final class PrometheusServer implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/prometheus");
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");

    private static final Pattern FIRING =
            Pattern.compile("\"alertname\":\"(\\w+)\"[^}]*},\"annotations\":\\{[^}]*},\"state\":\"firing\"");

    private final Process process;
    private final int port;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test that asks where there is no server. */
    public static void assumeInstalled() {
        boolean installed = Files.isExecutable(BINARY);
        if (!installed) {
            System.out.println("SKIPPED: " + BINARY + " is not installed");
        }
        assumeThat(installed).isTrue();
    }

    /** A server that keeps its data here and scrapes this port of 127.0.0.1; with features such as native-histograms. */
    public static PrometheusServer scraping(int agentPort, Path folder, String... features) {
        return start(folder, List.of(), List.of(agentPort), features);
    }

    /** A server that scrapes these ports and evaluates these files of rules every second. */
    public static PrometheusServer watching(List<Path> rules, List<Integer> ports, Path folder) {
        return start(folder, rules, ports);
    }

    private static PrometheusServer start(Path folder, List<Path> rules, List<Integer> ports, String... features) {
        String targets =
                ports.stream().map(each -> "\"127.0.0.1:" + each + "\"").collect(Collectors.joining(","));
        return configured(
                """
                    global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                    rule_files: [%s]
                    scrape_configs:
                      - job_name: nilometer
                        static_configs: [{targets: [%s]}]
                    """.formatted(rules.stream().map(Path::toString).collect(Collectors.joining(",")), targets),
                folder,
                features);
    }

    /** A server with a configuration of the test's own, in this folder, where its files are looked for too. */
    public static PrometheusServer configured(String configuration, Path folder, String... features) {
        try {
            int port = freePort();
            Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration);
            List<String> command = new ArrayList<>(List.of(
                    BINARY.toString(),
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port));
            for (String feature : features) {
                command.add("--enable-feature=" + feature);
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            return new PrometheusServer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of 127.0.0.1 that nobody has at this moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The one value of a PromQL expression; empty while there is none, or while the server starts. */
    public OptionalDouble value(String query) {
        Matcher value = VALUE.matcher(get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
        return value.find() ? OptionalDouble.of(Double.parseDouble(value.group(1))) : OptionalDouble.empty();
    }

    /** Whether an expression answers anything at all; a mistake in it is an error. */
    public boolean answers(String query) {
        String body = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (body.contains("\"status\":\"error\"")) {
            throw new IllegalArgumentException(query + ": " + body);
        }
        return body.contains("\"metric\":");
    }

    /** Names of the alerts that fire now. */
    public Set<String> firing() {
        Set<String> names = new TreeSet<>();
        Matcher alert = FIRING.matcher(get("/api/v1/alerts"));
        while (alert.find()) {
            names.add(alert.group(1));
        }
        return names;
    }

    /** What the server's own API answers; '' while it does not. */
    public String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
