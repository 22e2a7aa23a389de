package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.http.Protection;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint as a client sees it, over a real socket. */
class MetricsEndpointTest {
    private static final ThreadFactory DAEMONS = work -> {
        Thread thread = new Thread(work, "nilometer-http");
        thread.setDaemon(true);
        return thread;
    };

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ReadyCheck> checks = new ArrayList<>();
    private final Map<String, Object> status = new LinkedHashMap<>();
    private final Properties propertiesBefore =
            (Properties) System.getProperties().clone();
    private MetricsEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = start(settings().build());
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static EndpointSettings.Builder settings() {
        return EndpointSettings.of("mail", "test")
                .listen("127.0.0.1", 0)
                .version("1.2.3")
                .jvmMetrics(false);
    }

    private MetricsEndpoint start(EndpointSettings settings) throws IOException {
        return MetricsEndpoint.start(
                settings,
                MailAccount::create,
                () -> List.of(SelfReading.of(SelfMetric.SPOOL_BYTES, 4096)),
                Operations.of(() -> List.copyOf(checks), () -> status),
                DAEMONS,
                new Silent());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }

    @Test
    void rendersTheAccountAsText() throws Exception {
        HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines())
                .contains(
                        "service_starts_total{environment=\"test\",service=\"mail\"} 1.0",
                        "processing_duration_seconds_bucket{actor=\"a\",environment=\"test\",outcome=\"success\",service=\"mail\",stage=\"s\",le=\"0.005\"} 1",
                        "processing_duration_seconds_bucket{actor=\"a\",environment=\"test\",outcome=\"success\",service=\"mail\",stage=\"s\",le=\"300.0\"} 4",
                        "processing_duration_seconds_sum{actor=\"a\",environment=\"test\",outcome=\"success\",service=\"mail\",stage=\"s\"} 20.0",
                        "execution_duration_seconds_count{actor=\"a\",environment=\"test\",outcome=\"failed\",queue=\"inbox\",service=\"mail\"} 8",
                        "queue_wait_seconds_count{actor=\"a\",environment=\"test\",queue=\"inbox\",service=\"mail\"} 8",
                        "queue_depth{environment=\"test\",queue=\"inbox\",service=\"mail\"} 7.0",
                        "tokens_total{environment=\"test\",model=\"m\",operation=\"o\",service=\"mail\",token_type=\"in\"} 820.0",
                        "cost_usd_total{actor=\"a\",environment=\"test\",model=\"m\",service=\"mail\"} 0.0042",
                        "events_total{environment=\"test\",event=\"breach\",service=\"mail\"} 2.0",
                        "events_total{environment=\"test\",event=\"overflow\",service=\"mail\"} 5.0",
                        "executions_in_progress{actor=\"a\",environment=\"test\",service=\"mail\"} 2.0",
                        "oldest_execution_seconds{actor=\"a\",environment=\"test\",service=\"mail\"} 1.5",
                        "last_execution_timestamp_seconds{actor=\"a\",environment=\"test\",service=\"mail\"} 1.70000000025E9",
                        "nilometer_records_total{environment=\"test\",kind=\"sample\",service=\"mail\"} 10.0",
                        "nilometer_dropped_total{environment=\"test\",kind=\"sample\",reason=\"invalid\",service=\"mail\"} 1.0",
                        "nilometer_series{environment=\"test\",service=\"mail\"} 8.0",
                        "nilometer_spool_bytes{environment=\"test\",service=\"mail\"} 4096.0",
                        "nilometer_build_info{environment=\"test\",service=\"mail\",version=\"1.2.3\"} 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|text/plain; version=0.0.4; charset=utf-8",
                "application/openmetrics-text;version=1.0.0|application/openmetrics-text; version=1.0.0; charset=utf-8",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
                        + "|application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
            })
    void negotiatesTheFormat(String accept, String contentType) throws Exception {
        assertThat(get("/v1/metrics", "Accept", accept).headers().firstValue("Content-Type"))
                .hasValue(contentType);
    }

    @Test
    void saysTextWithoutAccept() throws Exception {
        String answer = raw("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n");
    }

    @Test
    void compressesOnRequest() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/metrics"))
                .header("Accept-Encoding", "gzip")
                .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        String text = new String(new GZIPInputStream(response.body()).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("uptime_seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/v1/health", "/-/healthy"})
    void isHealthyWhileTheProcessLives(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(get(path).body()).matches("\\{\"status\":\"healthy\",\"uptime_seconds\":[0-9.]+}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/v1/ready", "/-/ready"})
    void isNotReadyWhenACheckFailed(String path) throws Exception {
        checks.add(ReadyCheck.of("database", false, 2.5));
        checks.add(ReadyCheck.of("spool", true, 0));
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"status\":\"not-ready\",\"checks\":[{\"name\":\"database\",\"healthy\":false,"
                        + "\"latency_ms\":2.5},{\"name\":\"spool\",\"healthy\":true,\"latency_ms\":0.0}]}\n");
    }

    @Test
    void leavesOutExcludedChecks() throws Exception {
        checks.add(ReadyCheck.of("database", false, 2.5));
        checks.add(ReadyCheck.of("spool", true, 0));
        HttpResponse<String> response = get("/ready?exclude=database,spool");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ready\",\"checks\":[]}\n");
        assertThat(get("/ready?x=1&exclude=database").statusCode()).isEqualTo(200);
        assertThat(get("/ready?exclude=spool").statusCode()).isEqualTo(503);
    }

    @Test
    void showsTheStatus() throws Exception {
        status.put("woven", List.of("a\"b\n"));
        status.put("none", null);
        assertThat(get("/v1/status").body()).isEqualTo("{\"woven\":[\"a\\\"b\\n\"],\"none\":null}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health", "/ready", "/v1/status"})
    void answersHeadWithoutABody(String path) throws Exception {
        String answer =
                raw("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("content-length: ");
    }

    @Test
    void refusesOtherMethodsAndPaths() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        HttpResponse<String> refused = client.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").body()).startsWith("Nothing here.");
        assertThat(get("/metricsx").statusCode()).isEqualTo(404);
    }

    @Test
    void turnsAFailureIntoASentence() throws Exception {
        endpoint.close();
        endpoint = MetricsEndpoint.start(
                settings().build(),
                () -> {
                    throw new IllegalStateException("no account");
                },
                List::of,
                Operations.of(List::of, Map::of),
                DAEMONS,
                new Silent());
        HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .isEqualTo("This page could not be made: java.lang.IllegalStateException: no account\n");
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EndpointSettings settings =
                    settings().listen("127.0.0.1", taken.getLocalPort()).build();
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void keepsPrivateSeriesToItselfAndPrefixesNames() throws Exception {
        endpoint.close();
        endpoint = start(settings()
                .prefix("acme_")
                .privatePatterns(List.of("event{event=\"breach\"}", "cost_usd", "execution_time_ms{actor=\"*\"}"))
                .build());
        String text = get("/metrics").body();
        assertThat(text)
                .contains("acme_events_total{environment=\"test\",event=\"approved\"")
                .contains("acme_queue_wait_seconds_count")
                .contains("nilometer_records_total")
                .doesNotContain("breach")
                .doesNotContain("cost_usd")
                .doesNotContain("execution_duration");
    }

    @Test
    void refusesAPrivatePatternThatHasNoMeaning() {
        EndpointSettings settings =
                settings().privatePatterns(List.of("event{event=breach}")).build();
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event{event=breach}");
    }

    @Test
    void showsTheJvm() throws Exception {
        endpoint.close();
        endpoint = start(settings().jvmMetrics(true).build());
        String text = get("/metrics").body();
        for (JvmMetric metric : JvmMetric.values()) {
            assertThat(text).contains("\n" + metric.metricName() + "{");
        }
    }

    @Test
    void asksForAPasswordWhereMoreThanAProbeIsToldOf() throws Exception {
        endpoint.close();
        endpoint = start(
                settings().protection(Protection.NONE.user("p", "secret", null)).build());
        for (String path : List.of("/health", "/v1/ready", "/-/ready")) {
            assertThat(get(path).statusCode()).as(path).isNotEqualTo(401);
        }
        for (String path : List.of("/metrics", "/v1/status", "/nothing")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(get("/metrics", "Authorization", "Basic cDpzZWNyZXQ=").statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersFiftyWhoScrapeAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            HttpRequest request = HttpRequest.newBuilder(uri("/metrics")).build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesAPrefixThatNoNameCanBeginWith() {
        EndpointSettings settings = settings().prefix("acme-").build();
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme-");
    }

    @Test
    void setsNoProperty() throws Exception {
        get("/metrics");
        assertThat(System.getProperties().stringPropertyNames())
                .filteredOn(name -> name.contains("httpserver") || name.contains("nilometer"))
                .allMatch(propertiesBefore::containsKey);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
