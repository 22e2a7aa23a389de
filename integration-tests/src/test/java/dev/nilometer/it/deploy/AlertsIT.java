package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.PrometheusServer;
import dev.nilometer.it.SilentProxy;
import dev.nilometer.it.host.Troubled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every alert rule fires and ends in a real Prometheus: a service in trouble without a database and with none to roll up,
 * then a worker whose cap is reached and whose purge is late, then a history with a hole. Times are those of the rules
 * file, made short.
 */
@Tag("storm")
class AlertsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NO_NIGHT_TODAY = "0 0 1 1 *";
    private static final Map<String, String> SHORT =
            Map.of("1d", "90s", "1h", "15s", "15m", "5s", "10m", "10s", "5m", "5s", "2m", "2s", "1m", "1s");

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    private final Set<String> fired = new TreeSet<>();

    @Test
    void everyRuleFiresAndEnds() throws Exception {
        PrometheusServer.assumeInstalled();
        database.worker("settings", "raw_max_bytes=0");
        importRecordsOf(Instant.now().minus(5, ChronoUnit.HOURS));
        database.execute("update nilometer.fleet set dirty_counted_at = '-infinity'"); // it looks but once a minute
        int workerPort = PrometheusServer.freePort();
        try (SilentProxy proxy = SilentProxy.to(database.url());
                HostJvm service = troubled(proxy);
                PrometheusServer server =
                        PrometheusServer.watching(List.of(shortRules()), List.of(service.port(), workerPort), folder)) {
            aServiceInTrouble(service, proxy, server);
            endsWhenItIsCalm(service, proxy, server, workerPort);
        }
        try (PrometheusServer server = PrometheusServer.watching(List.of(shortRules()), List.of(workerPort), folder)) {
            aHistoryWithAHole(server, workerPort);
            aWorkerThatIsLate(server, workerPort);
        }
        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(AlertRulesTest.rules().stream()
                        .map(rule -> rule.get("alert").toString())
                        .toList());
    }

    private void aServiceInTrouble(HostJvm service, SilentProxy proxy, PrometheusServer server) {
        awaitValue(server, "nilometer_rollup_oldest_dirty_seconds > 7200");
        awaitValue(server, "nilometer_dropped_total{reason=\"invalid\",kind=\"sample\"} == 0");
        assertThat(server.firing()).isSubsetOf("NilometerRollupLate");
        service.tell("trouble");
        proxy.fallSilent();
        awaitFiring(
                server,
                "NilometerActorSilent",
                "NilometerExecutionStuck",
                "NilometerErrorRateHigh",
                "NilometerQueueWaitLong",
                "NilometerQueueDeep",
                "NilometerSpoolFilling",
                "NilometerRecordsLost",
                "NilometerRollupLate");
    }

    private void endsWhenItIsCalm(HostJvm service, SilentProxy proxy, PrometheusServer server, int workerPort) {
        service.tell("calm");
        proxy.speak();
        try (HostJvm worker = ServingWorker.start(database, workerPort, "--nightly-cron", NO_NIGHT_TODAY)) {
            awaitQuiet(server, worker);
        }
    }

    /** Three processes, because each has a night at most every ten minutes: a good one, one with the hole, a good one. */
    private void aHistoryWithAHole(PrometheusServer server, int workerPort) {
        database.worker("rollup");
        database.execute("delete from nilometer.run_history where command = 'nightly'");
        try (HostJvm worker = ServingWorker.start(database, workerPort, "--nightly-cron", "* * * * *")) {
            assertThat(worker.stderr()).isEmpty();
            awaitNights("completed", 1);
            awaitValue(server, "observability_balance_difference_records == 0");
            awaitValue(server, "observability_nightly_errors_total == 0");
        }
        database.execute("delete from nilometer.aggregates a using nilometer.aggregate_groups g"
                + " where g.id = a.group_id and g.metric_name = 'execution_time_ms' and g.dimension_type = 'all'");
        try (HostJvm worker = ServingWorker.start(database, workerPort, "--nightly-cron", "* * * * *")) {
            awaitFiring(server, "NilometerHistoryDiffers", "NilometerNightFailed");
            assertThat(worker.stdout().toString()).contains("and history holds");
        }
        database.worker("backfill", "--from", dayBefore(1), "--to", dayBefore(-1));
        try (HostJvm worker = ServingWorker.start(database, workerPort, "--nightly-cron", "* * * * *")) {
            awaitNights("completed", 2);
            awaitQuiet(server, worker);
        }
    }

    private void aWorkerThatIsLate(PrometheusServer server, int workerPort) throws Exception {
        importRecordsOf(Instant.now().minus(40, ChronoUnit.DAYS));
        database.worker("settings", "raw_max_bytes=1MiB");
        try (HostJvm worker = ServingWorker.start(database, workerPort, "--nightly-cron", NO_NIGHT_TODAY)) {
            assertThat(worker.stderr()).isEmpty();
            awaitFiring(server, "NilometerPurgeLate", "NilometerRawSizeHigh");
            database.worker("settings", "raw_max_bytes=10GiB");
            database.worker("purge");
            awaitQuiet(server, worker);
        }
    }

    private HostJvm troubled(SilentProxy proxy) {
        return HostJvm.running(Troubled.class)
                .agent("service=troubled;db.url=" + proxy.url()
                        + ";db.user=postgres;send=200ms;queue.poll=500ms;spool.max=1MiB;rows.per-second=unlimited"
                        + ";spool.dir=" + folder.resolve("spool"))
                .start();
    }

    private void importRecordsOf(Instant at) throws Exception {
        Path file = Files.writeString(
                folder.resolve("history-" + at.toEpochMilli() + ".csv"),
                "recorded_at,metric_type,metric_value,service\n" + at + ",basket_eur,3,shop\n");
        database.worker("import", file.toString());
    }

    /** The rules as they are, but for their times; and thirty seconds of silence are long. */
    private Path shortRules() throws Exception {
        String rules = DeployFolder.text(DeployFolder.file("prometheus/nilometer.rules.yml"));
        rules = Pattern.compile("(?<=\\[)\\w+(?=])|(?<=for: )\\w+")
                .matcher(rules)
                .replaceAll(time -> SHORT.get(time.group()));
        assertThat(rules).contains("> 1800\n", "oldest_execution_seconds > 900\n");
        rules = rules.replace("> 1800\n", "> 10\n").replace("> 900\n", "> 10\n");
        return Files.writeString(folder.resolve("short.rules.yml"), rules);
    }

    private static String dayBefore(int days) {
        return Instant.now().minus(days, ChronoUnit.DAYS).toString().substring(0, 10);
    }

    private void awaitNights(String status, int count) {
        Awaitility.await(status + " nights")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> database.number("select count(*) from nilometer.run_history where command = 'nightly'"
                                + " and status = '" + status + "'")
                        >= count);
    }

    private static void awaitValue(PrometheusServer server, String query) {
        Awaitility.await(query).atMost(PATIENCE).until(() -> server.answers(query));
    }

    private void awaitFiring(PrometheusServer server, String... alerts) {
        Set<String> wanted = new TreeSet<>(List.of(alerts));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(firing(server)).containsAll(wanted));
        System.out.println("fired: " + wanted.stream().collect(Collectors.joining(", ")));
    }

    private Set<String> firing(PrometheusServer server) {
        Set<String> now = server.firing();
        fired.addAll(now);
        return now;
    }

    private static void awaitQuiet(PrometheusServer server, HostJvm worker) {
        Awaitility.await("all quiet")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(server.firing())
                        .as("still firing; the worker said %s %s", worker.stdout(), worker.stderr())
                        .isEmpty());
        System.out.println("all quiet");
    }
}
