package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The worker's processes killed with SIGKILL in the middle of whatever they do, two at once, and started again: the same
 * tables as in a schema beside it whose worker nobody disturbed. The same rows are in both: two days that are old enough
 * to be purged, one that is not, and more that come late to that one.
 */
class KilledWorkerIT {
    private static final String CALM = "calm";
    private static final String KILLED = "nilometer";

    private static final String FILL = """
            SET search_path = %s;
            SELECT setseed(0.5);
            SELECT day_partitions(ARRAY[current_date - 42, current_date - 41, current_date - 2]);
            SELECT v1_hello('11111111-1111-1111-1111-111111111111', 's', 'e', 'i', 'h', 1, '1', '1', now());
            SELECT v1_series('11111111-1111-1111-1111-111111111111', array_agg('processing_time_ms'::text),
                array_agg(format('actor:a%%s,outcome:success,stage:s%%s', a, s)),
                array_agg(jsonb_build_object('actor', 'a' || a, 'outcome', 'success', 'stage', 's' || s)::text))
            FROM generate_series(1, 5) a, generate_series(1, 8) s;
            SELECT v1_groups('11111111-1111-1111-1111-111111111111', array_agg('a' || a), array_agg('q'::text),
                array_agg('success'::text), array_agg(''::text)) FROM generate_series(1, 5) a;
            INSERT INTO sample_rows (at, value, series_id, stream_no)
                SELECT (current_date - days)::timestamp AT TIME ZONE 'UTC' + i * interval '4320 ms',
                    (exp(random() * 10) * 1e5)::bigint, 1 + (random() * 39)::int, 1
                FROM unnest(ARRAY[42, 41, 2]) days, generate_series(0, 19999) i;
            INSERT INTO execution_rows (at, latency_ns, id, group_id, tokens, cost_nano_usd, human_intervention, attempt,
                    stages_kept, stream_no)
                SELECT (current_date - days)::timestamp AT TIME ZONE 'UTC' + i * interval '43 s',
                    (random() * 1e9)::bigint, days * 10000 + i, 1 + (random() * 4)::int, 0, 0, false, 1, 0, 1
                FROM unnest(ARRAY[42, 41, 2]) days, generate_series(0, 1999) i;
            INSERT INTO ledger (hour, rows, sketched, stream_no)
                SELECT date_trunc('hour', at, 'UTC'), count(*), 0, 1
                FROM (SELECT at FROM sample_rows UNION ALL SELECT at FROM execution_rows) all_rows GROUP BY 1""";

    private static final String LATE = """
            SET search_path = %s;
            INSERT INTO late_sample_rows (at, value, series_id, stream_no)
                SELECT (current_date - 2)::timestamp AT TIME ZONE 'UTC' + i * interval '7 min', 1000000 + i * %d, 1 + i %% 40, 1
                FROM generate_series(0, 199) i""";

    @RegisterExtension
    private final Database database = Database.migrated();

    private final Random random = new Random(20261122);

    @BeforeEach
    void fillBoth() {
        database.migrate("--db-schema", CALM);
        database.execute(FILL.formatted(CALM));
        database.execute(FILL.formatted(KILLED));
    }

    @Test
    void leavesTheSameTablesAfterSixKills() {
        throughKills(6);
    }

    @Test
    @Tag("storm")
    void leavesTheSameTablesAfterAHundredKills() {
        throughKills(100);
    }

    @Test
    void leavesNothingBehindWhenItIsAskedToEnd() {
        try (HostJvm serving = start("serve", "--port", "0")) {
            Awaitility.await()
                    .until(() -> database.number("SELECT count(*) FROM nilometer.bucket_state WHERE counted > 0") > 0);
            serving.terminate();
            assertThat(serving.awaitExit(Duration.ofSeconds(10))).isZero();
            assertThat(serving.stderr()).isEmpty();
        }
        Awaitility.await().until(() -> database.number(sessions()) == 0);
        comparesAfter(0);
    }

    private static String sessions() {
        return "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'nilometer-worker'"
                + " AND datname = current_database()";
    }

    private void throughKills(int kills) {
        for (int kill = 0; kill < kills; kill++) {
            if (kill % 3 == 2) {
                database.execute(LATE.formatted(CALM, kill));
                database.execute(LATE.formatted(KILLED, kill));
            }
            try (HostJvm first = start(kill % 4 == 3 ? "purge" : "rollup");
                    HostJvm second = start(kill % 2 == 0 ? "rollup" : "purge")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400 + random.nextInt(1_600)));
                first.kill();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200)));
                second.kill();
            }
        }
        comparesAfter(kills);
    }

    private void comparesAfter(int kills) {
        for (String schema : List.of(CALM, KILLED)) {
            database.worker("rollup", "--db-schema", schema);
            database.worker("purge", "--db-schema", schema);
        }
        for (String what : List.of(
                "SELECT * FROM %s.metrics_aggregates ORDER BY 1, 2, 3, 4, 5, 6, 7",
                "SELECT * FROM %s.actor_performance_daily ORDER BY 1, 2, 3, 4",
                "SELECT hour, counted, sealed_at IS NOT NULL FROM %s.bucket_state ORDER BY 1",
                "SELECT granularity, bucket_time, counted FROM %s.period_state ORDER BY 1, 2",
                "SELECT hour, sum(rows), sum(sketched) FROM %s.ledger GROUP BY 1 ORDER BY 1",
                "SELECT at, value, series_id FROM %s.sample_rows ORDER BY 1, 2, 3",
                "SELECT count(*) FROM %s.late_sample_rows",
                "SELECT count(*) FROM %s.execution_rows",
                "SELECT relname FROM pg_class WHERE relnamespace = '%s'::regnamespace AND relkind IN ('r', 'p')"
                        + " ORDER BY 1")) {
            assertThat(withoutClocks(what.formatted(KILLED)))
                    .as("%s after %d kills", what, kills)
                    .isEqualTo(withoutClocks(what.formatted(CALM)));
        }
        assertThat(database.number("SELECT count(*) FROM nilometer.purged_days"))
                .isPositive();
    }

    /** Two schemas are filled one after the other, so when something was written says nothing. */
    private List<List<String>> withoutClocks(String query) {
        return database.rows("SELECT to_jsonb(r) - 'updated_at' - 'created_at' FROM (" + query + ") r");
    }

    private HostJvm start(String command, String... arguments) {
        HostJvm.Builder worker = HostJvm.runningJar(BuiltJars.worker()).argument(command);
        for (String argument : List.of("--db-url", database.url(), "--db-user", "postgres")) {
            worker.argument(argument);
        }
        for (String argument : arguments) {
            worker.argument(argument);
        }
        return worker.start();
    }
}
