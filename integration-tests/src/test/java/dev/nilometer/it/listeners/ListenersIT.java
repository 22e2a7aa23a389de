package dev.nilometer.it.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.PrometheusServer;
import dev.nilometer.it.deploy.Dashboard;
import dev.nilometer.it.deploy.ServingWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Spring Boot application with listeners of Kafka and JMS that knows nothing of this project, with the agent's jar on
 * its command line and no other option than the database's: executions, waits, attempts, errors, stages and the story of
 * each item are in SQL, and the dashboard's queries answer on a Prometheus that scrapes it.
 */
class ListenersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What an application tells by itself, if at all: no listener knows it. */
    private static final List<String> NOT_OF_LISTENERS =
            List.of("queue_depth{", "tokens_total{", "cost_usd_total{", "confidence_score_", "events_total{");

    @TempDir
    static Path shared;

    private static KafkaBroker kafka;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = KafkaBroker.start(shared);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void areMeasuredWithoutALineOfTheirs(int version) throws Exception {
        PrometheusServer.assumeInstalled();
        String prefix = "j" + version + "-";
        int workerPort = PrometheusServer.freePort();
        try (HostJvm office = office(version, prefix).start();
                HostJvm worker = ServingWorker.start(database, workerPort);
                PrometheusServer server =
                        PrometheusServer.watching(List.of(), List.of(office.port(), workerPort), folder)) {
            assertThat(office.awaitOut("handled ")).isEqualTo("31");
            Awaitility.await("all rows")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(database.number(
                                    "select count(*) from nilometer.executions where actor = 'Orders.onOrder'"))
                            .isEqualTo(12));
            assertThat(office.get("/metrics").body())
                    .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0")
                    .containsPattern("queue_wait_seconds_count\\{[^}]*queue=\"invoices\"[^}]*} 5");
            assertThat(office.get("/v1/status").body()).contains("\"refused_count\":0", "\"counters\":{}");
            Dashboard.awaitAnswers(server, query -> NOT_OF_LISTENERS.stream().noneMatch(query::contains));
            assertThat(worker.stderr()).isEmpty();
            office.tell("end");
            assertThat(office.awaitExit()).isZero();
            assertThat(office.agentLines()).hasSize(1);
        }
        tellsExecutions(prefix);
        tellsStages();
        tellsTheStoryOfOneItem(prefix + "order-3");
        tellsTheStoryOfOneItem(prefix + "parcel-0");
    }

    private void tellsExecutions(String prefix) {
        assertThat(database.rows("select actor, queue, status, error_type, count(*), count(wait_ms), "
                        + "count(item_id), max(attempt) from nilometer.executions where actor not in ('', 'Clock.tick', 'Parcels.onParcels') "
                        + "group by 1, 2, 3, 4 order by 1, 3"))
                .containsExactly(
                        List.of("Claims.onClaim", prefix + "claims", "success", "null", "2", "2", "2", "1"),
                        List.of("Clock.onOpening", "null", "success", "null", "1", "0", "0", "1"),
                        List.of("Invoices.onInvoice", "invoices", "success", "null", "5", "5", "5", "1"),
                        List.of("Letters.onLetter", "letters", "failed", "IllegalStateException", "1", "1", "1", "1"),
                        List.of("Letters.onLetter", "letters", "success", "null", "5", "5", "5", "2"),
                        List.of(
                                "Orders.onOrder",
                                prefix + "orders",
                                "failed",
                                "IllegalArgumentException",
                                "3",
                                "3",
                                "3",
                                "3"),
                        List.of("Orders.onOrder", prefix + "orders", "success", "null", "9", "9", "9", "1"),
                        List.of("Returns.onText", "returns", "success", "null", "3", "3", "3", "1"));
        assertThat(database.rows("select sum((metadata ->> 'items')::int), min(queue), count(wait_ms) = count(*) "
                        + "from nilometer.executions where actor = 'Parcels.onParcels'"))
                .containsExactly(List.of("6", prefix + "parcels", "t"));
        assertThat(database.number("select count(*) from nilometer.executions where actor = 'Clock.tick'"))
                .isPositive();
        assertThat(database.number("select max(wait_ms) from nilometer.executions"))
                .isBetween(0L, 60_000L);
    }

    private void tellsStages() {
        assertThat(
                        database.rows(
                                "select labels ->> 'actor', labels ->> 'stage', "
                                        + "coalesce(labels ->> 'kind', labels ->> 'class'), count(*) "
                                        + "from nilometer.operational_metrics where metric_type = 'processing_time_ms' and labels ->> 'stage' <> '' group by 1, 2, 3 order by 2"))
                .containsExactly(
                        List.of("Invoices.onInvoice", "fold", "null", "5"),
                        List.of("Invoices.onInvoice", "invoice.print", "paper", "5"),
                        List.of("Invoices.onInvoice", "posted", "first", "5"),
                        List.of("Orders.onOrder", "read", "null", "12"),
                        List.of("Invoices.onInvoice", "stamps", "null", "5"));
    }

    private void tellsTheStoryOfOneItem(String item) {
        assertThat(database.rows("select * from nilometer.item('" + item + "')"))
                .as("the story of %s", item)
                .isNotEmpty();
    }

    private HostJvm.Builder office(int version, String prefix) {
        return HostJvm.runningJar(BuiltJars.listeners())
                .java(Jdks.require(version))
                .agent(database.agentOptions() + ";rows.per-second=unlimited;spool.dir=" + folder.resolve("spool"))
                .argument("--office.prefix=" + prefix)
                .argument("--spring.kafka.bootstrap-servers=" + kafka.address());
    }
}
