package dev.nilometer.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nilometer.http.Protection;
import dev.nilometer.worker.Silent;
import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.schedule.Schedule;
import dev.nilometer.worker.schema.SchemaName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final List<String> said = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Database database(String url) {
        Database database = new Database(new Address(url, "postgres", null, null), SchemaName.DEFAULT, 2);
        open.add(database);
        return database;
    }

    private Server serve(Database database) throws Exception {
        Server server = Server.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Protection.NONE,
                database,
                metrics,
                new Silent());
        open.add(server);
        return server;
    }

    private RollupLoop loop(Database database) {
        return new RollupLoop(
                database,
                new Rollup(database, 2, "test"),
                new RunLog(database, "test"),
                metrics,
                Schedule.parse("5 * * * *", ZoneOffset.UTC),
                null,
                said::add);
    }

    private HttpResponse<String> get(Server server, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }

    private static void sampleAt(TestDatabase database, Instant at) throws Exception {
        database.execute("SELECT day_partitions(ARRAY['" + at.toString().substring(0, 10) + "'::date])");
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int series = stream.series("event", List.of("event:a")).get(0);
            stream.copySamples(List.of(at + "\t1\t\\N\t" + series));
            stream.commit(0, 1, at, 1, 0);
        }
    }

    @Test
    void rollsUpClosedHoursAndTellsItsNumbers(TestDatabase database) throws Exception {
        sampleAt(database, Instant.now().minus(3, ChronoUnit.HOURS));
        database.execute("SELECT v1_hello(gen_random_uuid(), 'import', 'default', 'f.csv', 'h', 1, '', '', now())");
        Database opened = database(database.url());
        loop(opened).runOnce();
        String text = get(serve(opened), "/metrics").body();
        assertThat(text)
                .contains("observability_aggregation_duration_seconds_count 1\n")
                .contains("observability_aggregation_records_processed_total 1.0\n")
                .contains("observability_aggregation_errors_total 0.0\n")
                .contains("observability_aggregation_oldest_dirty_seconds 0.0\n")
                .contains("observability_purge_lag_seconds 0.0\n")
                .contains("service_starts_total{environment=\"test\",service=\"mail\"} 1.0\n")
                .doesNotContain("service=\"import\"")
                .containsPattern("observability_aggregation_last_success_timestamp_seconds 1\\.\\d+E9\n");
        assertThat(said).singleElement().asString().contains(" rolled up 1 hour, ");
        assertThat(database.value("SELECT command || ' ' || status || ' ' || records FROM run_history"))
                .isEqualTo("serve completed 1");
        loop(opened).runOnce();
        assertThat(database.value("SELECT count(*) FROM run_history")).isEqualTo("1");
    }

    @Test
    void isReadyWhileTheDatabaseAnswers(TestDatabase database) throws Exception {
        Server server = serve(database(database.url()));
        for (String path : List.of("/ready", "/v1/ready", "/-/ready")) {
            HttpResponse<String> answer = get(server, path);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode json = JSON.readTree(answer.body());
            assertThat(json.get("status").asText()).isEqualTo("ready");
            assertThat(json.get("checks").findValuesAsText("name")).containsExactly("database", "rollup");
            assertThat(json.get("checks").get(0).get("latency_ms").asDouble()).isPositive();
        }
    }

    @Test
    void isNotReadyWhenTheDatabaseIsAway() throws Exception {
        Database away = database("jdbc:postgresql://localhost:1/x");
        RollupLoop loop = loop(away);
        loop.runOnce();
        loop.runOnce();
        assertThat(said).singleElement().asString().contains("the rollup failed and will be tried again");
        Server server = serve(away);
        HttpResponse<String> answer = get(server, "/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"not-ready\"");
        assertThat(get(server, "/ready?exclude=database").statusCode()).isEqualTo(200);
        assertThat(get(server, "/health").statusCode()).isEqualTo(200);
        assertThat(get(server, "/metrics").body()).contains("observability_aggregation_errors_total 2.0\n");
    }

    @Test
    void isNotReadyWhenAnHourStaysDirty(TestDatabase database) throws Exception {
        sampleAt(database, Instant.now().minus(4, ChronoUnit.HOURS));
        database.execute("ALTER TABLE aggregates ADD CONSTRAINT none CHECK (count < 0)");
        Database opened = database(database.url());
        loop(opened).runOnce();
        Server server = serve(opened);
        HttpResponse<String> answer = get(server, "/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(answer.body()).get("checks").findValuesAsText("healthy"))
                .containsExactly("true", "false");
        assertThat(get(server, "/metrics").body())
                .containsPattern("observability_aggregation_oldest_dirty_seconds \\d{4,}");
        assertThat(database.value("SELECT status FROM run_history")).isEqualTo("failed");
    }

    @Test
    void answersProblemsInJson(TestDatabase database) throws Exception {
        Server server = serve(database(database.url()));
        for (String path : List.of("/", "/api/v1/actors", "/metricsx", "/health/")) {
            HttpResponse<String> answer = get(server, path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(answer.body()).get("status").asInt()).isEqualTo(404);
        }
        HttpRequest post = HttpRequest.newBuilder(URI.create(server.address() + "/health"))
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        HttpRequest head = HttpRequest.newBuilder(URI.create(server.address() + "/health"))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        assertThat(client.send(head, BodyHandlers.ofString()).body()).isEmpty();
        assertThat(get(server, "/-/healthy").body()).startsWith("{\"status\":\"healthy\",\"uptime_seconds\":");
        assertThat(get(server, "/v1/metrics").headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
    }
}
