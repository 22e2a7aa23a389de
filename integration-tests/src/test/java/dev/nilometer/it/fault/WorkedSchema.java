package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A schema with rows that workers are set on. Schemas that were filled alike hold the same after the same work, however
 * often a worker was killed on the way. One thread.
 */
final class WorkedSchema {
    /** Forty series and five groups, rows evenly over each day, and the ledger that an agent would have written. */
    private static final String FILL = """
            SET search_path = $schema;
            SELECT setseed(0.5);
            SELECT day_partitions((SELECT array_agg(current_date - d) FROM unnest($days) d));
            SELECT v1_hello('11111111-1111-1111-1111-111111111111', 's', 'e', 'i', 'h', 1, '1', '1', now());
            SELECT v1_series('11111111-1111-1111-1111-111111111111', array_agg('processing_time_ms'::text),
                array_agg(format('actor:a%s,outcome:success,stage:s%s', a, s)),
                array_agg(jsonb_build_object('actor', 'a' || a, 'outcome', 'success', 'stage', 's' || s)::text))
            FROM generate_series(1, 5) a, generate_series(1, 8) s;
            SELECT v1_groups('11111111-1111-1111-1111-111111111111', array_agg('a' || a), array_agg('q'::text),
                array_agg('success'::text), array_agg(''::text)) FROM generate_series(1, 5) a;
            INSERT INTO sample_rows (at, value, series_id, stream_no)
                SELECT (current_date - days)::timestamp AT TIME ZONE 'UTC' + i * (interval '1 day' / $rows),
                    (exp(random() * 10) * 1e5)::bigint, 1 + (random() * 39)::int, 1
                FROM unnest($days) days, generate_series(0, $rows - 1) i;
            INSERT INTO execution_rows (at, latency_ns, id, group_id, tokens, cost_nano_usd, human_intervention, attempt,
                    stages_kept, stream_no)
                SELECT (current_date - days)::timestamp AT TIME ZONE 'UTC' + i * (interval '10 days' / $rows),
                    (random() * 1e9)::bigint, days * 10000 + i, 1 + (random() * 4)::int, 0, 0, false, 1, 0, 1
                FROM unnest($days) days, generate_series(0, $rows / 10 - 1) i;
            INSERT INTO ledger (hour, rows, sketched, stream_no)
                SELECT date_trunc('hour', at, 'UTC'), count(*), 0, 1
                FROM (SELECT at FROM sample_rows UNION ALL SELECT at FROM execution_rows) all_rows
                WHERE (at AT TIME ZONE 'UTC')::date IN (SELECT current_date - d FROM unnest($days) d) GROUP BY 1""";

    private static final String LATE = """
            SET search_path = $schema;
            INSERT INTO late_sample_rows (at, value, series_id, stream_no)
                SELECT (current_date - $day)::timestamp AT TIME ZONE 'UTC' + i * interval '7 min', 1000000 + i * $more,
                    1 + i % 40, 1
                FROM generate_series(0, 199) i""";

    /** Two schemas are filled one after the other: when and by whom something was written says nothing. */
    private static final String WITHOUT_CLOCKS =
            "SELECT to_jsonb(r) - 'updated_at' - 'created_at' FROM ($query) r ORDER BY 1";

    private static final List<String> EVERYTHING = List.of(
            "SELECT * FROM $schema.metrics_aggregates",
            "SELECT * FROM $schema.actor_performance_daily",
            "SELECT * FROM $schema.actor_hours",
            "SELECT hour, counted, sealed_at IS NOT NULL AS sealed FROM $schema.bucket_state",
            "SELECT granularity, bucket_time, counted FROM $schema.period_state",
            "SELECT hour, sum(rows) AS rows, sum(sketched) AS sketched FROM $schema.ledger GROUP BY 1",
            "SELECT * FROM $schema.sample_rows",
            "SELECT * FROM $schema.execution_rows",
            "SELECT * FROM $schema.late_sample_rows",
            "SELECT day, reason, records, restored_until FROM $schema.purged_days",
            "SELECT * FROM $schema.settings",
            "SELECT relname, relispartition, relhastriggers FROM pg_class"
                    + " WHERE relkind IN ('r', 'p') AND relnamespace = '$schema'::regnamespace");

    private final Database database;
    private final String name;

    WorkedSchema(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    WorkedSchema migrated() {
        database.migrate("--db-schema", name);
        return this;
    }

    /** So many samples for each of these days, and a tenth as many executions. */
    void fill(int rows, Integer... daysAgo) {
        String days = Arrays.stream(daysAgo).map(String::valueOf).collect(Collectors.joining(",", "ARRAY[", "]"));
        execute(FILL.replace("$days", days).replace("$rows", String.valueOf(rows)));
    }

    /** 200 samples that come too late for the tables of their day. */
    void late(int daysAgo, int more) {
        execute(LATE.replace("$day", String.valueOf(daysAgo)).replace("$more", String.valueOf(more)));
    }

    private void execute(String sql) {
        database.execute(sql.replace("$schema", name));
    }

    /** Runs a command of the worker to its good end. */
    void work(String command, String... arguments) {
        try (HostJvm worker = start(HostJvm.runningJar(BuiltJars.worker()), command, arguments)) {
            assertThat(worker.awaitExit()).as(command + ": " + worker.stderr()).isZero();
        }
    }

    /** Starts a command of the worker. */
    HostJvm start(HostJvm.Builder worker, String command, String... arguments) {
        worker.argument(command);
        for (String argument : List.of("--db-url", database.url(), "--db-user", "postgres", "--db-schema", name)) {
            worker.argument(argument);
        }
        for (String argument : arguments) {
            worker.argument(argument);
        }
        return worker.start();
    }

    /** Waits until the server has noticed that no worker lives any more. */
    void awaitNoWorker() {
        Awaitility.await()
                .until(() -> database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND application_name = 'nilometer-worker'")
                        == 0);
    }

    /** All that workers make or take away is the same here and there. */
    void assertSameAs(WorkedSchema calm, String after) {
        for (String query : EVERYTHING) {
            assertThat(rows(query)).as("%s after %s", query, after).isEqualTo(calm.rows(query));
        }
    }

    private List<List<String>> rows(String query) {
        return database.rows(WITHOUT_CLOCKS.replace("$query", query).replace("$schema", name));
    }
}
