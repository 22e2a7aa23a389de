package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.PrometheusServer;
import dev.nilometer.it.host.Steady;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Agent and worker with a password and TLS before their ports: one listener, the same words, the files of deploy. */
class ProtectedPortsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DAWDLERS = 300;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @Test
    void areScrapedWithThePasswordAndAnswerProbesWithout() throws Exception {
        PortKeys keys = PortKeys.in(folder);
        Path password = Files.writeString(folder.resolve("scrape-password"), "open sesame\n");
        int port = PrometheusServer.freePort();
        try (HostJvm host = HostJvm.running(Steady.class)
                        .agent("service=shop;http.user=prometheus;http.password-file=" + password
                                + ";http.tls.certificate=" + keys.certificate() + ";http.tls.key=" + keys.key())
                        .argument(10)
                        .argument(0)
                        .start();
                HostJvm worker = ServingWorker.start(
                        database,
                        port,
                        "--http-user",
                        "prometheus",
                        "--http-password-file",
                        password.toString(),
                        "--http-tls-certificate",
                        keys.certificate().toString(),
                        "--http-tls-key",
                        keys.key().toString())) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(keys.trusting()).build();
            assertThat(worker.stdout())
                    .anySatisfy(line -> assertThat(line).startsWith("serving https://127.0.0.1:" + port));
            for (int each : List.of(host.port(), port)) {
                assertThat(ask(client, each, "/health", "").statusCode()).isEqualTo(200);
                assertThat(ask(client, each, "/ready?exclude=spool", "").statusCode())
                        .isEqualTo(200);
                assertThat(ask(client, each, "/metrics", "").statusCode()).isEqualTo(401);
                assertThat(ask(client, each, "/metrics", "Basic cHJvbWV0aGV1czp3cm9uZw==")
                                .statusCode())
                        .isEqualTo(401);
                assertThatThrownBy(() -> HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create("http://localhost:" + each + "/metrics"))
                                                .build(),
                                        BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class);
            }
            answersProbesAmongDawdlers(client, port);
            areScrapedAsTheFileOfDeploySays(host.port(), port);
        }
    }

    private static HttpResponse<String> ask(HttpClient client, int port, String path, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** More than there are places, none of which says as much as a handshake. */
    private static void answersProbesAmongDawdlers(HttpClient client, int port) throws Exception {
        List<Socket> dawdlers = new ArrayList<>();
        try {
            for (int i = 0; i < DAWDLERS; i++) {
                Socket dawdler = new Socket(InetAddress.getLoopbackAddress(), port);
                dawdler.getOutputStream().write(i % 2 == 0 ? new byte[0] : new byte[] {22, 3, 1});
                dawdlers.add(dawdler);
            }
            long start = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                assertThat(ask(client, port, "/health", "").statusCode()).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("ten answers; a dawdler is cut after five seconds")
                    .isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    private void areScrapedAsTheFileOfDeploySays(int agentPort, int workerPort) throws Exception {
        PrometheusServer.assumeInstalled();
        String config = Files.readString(DeployFolder.file("prometheus/protected.yml"), StandardCharsets.UTF_8)
                .replace("15s", "1s")
                .replace("sample:9469", "127.0.0.1:" + agentPort)
                .replace("worker:9470", "127.0.0.1:" + workerPort);
        Files.copy(DeployFolder.file("prometheus/nilometer.rules.yml"), folder.resolve("nilometer.rules.yml"));
        try (PrometheusServer prometheus = PrometheusServer.configured(config, folder)) {
            Awaitility.await("both are scraped")
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(prometheus.value("sum(up)").orElse(0)).isEqualTo(2));
            assertThat(prometheus.answers("nilometer_build_info")).isTrue();
            assertThat(prometheus.answers("observability_raw_bytes")).isTrue();
        }
    }
}
