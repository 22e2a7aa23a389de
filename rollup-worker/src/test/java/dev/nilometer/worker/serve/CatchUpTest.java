package dev.nilometer.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.retention.Limits;
import dev.nilometer.worker.retention.Purge;
import dev.nilometer.worker.rollup.History;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Oracle;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.rollup.Span;
import dev.nilometer.worker.rollup.Worked;
import dev.nilometer.worker.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A worker that was down for 35 days: one turn of its loop rolls up all of them, newest first, merges what came late for
 * days that it had sealed before, and lets go what is due and proven.
 */
@ExtendWith(PostgresExtension.class)
class CatchUpTest {
    private static final int DAYS_DOWN = 35;

    /** Those of its days that are older than 30 days. */
    private static final int DUE = 5;

    private static final String FILL = """
            SELECT v1_hello('11111111-1111-1111-1111-111111111111', 's', 'e', 'i', 'h', 1, '1', '1', now());
            SELECT v1_series('11111111-1111-1111-1111-111111111111', array_agg('processing_time_ms'::text),
                array_agg(format('actor:a%s,outcome:success,stage:s%s', a, s)),
                array_agg(jsonb_build_object('actor', 'a' || a, 'outcome', 'success', 'stage', 's' || s)::text))
            FROM generate_series(1, 10) a, generate_series(1, 20) s;
            CREATE TABLE written_samples (LIKE sample_rows INCLUDING DEFAULTS);
            INSERT INTO written_samples (at, value, series_id, stream_no)
                SELECT (current_date - days)::timestamp AT TIME ZONE 'UTC' + i * (interval '1 day' / $rows),
                    (exp(random() * 10) * 1e5)::bigint, 1 + (random() * 199)::int, 1
                FROM generate_series(1, $days) days, generate_series(0, $rows - 1) i;
            INSERT INTO sample_rows SELECT * FROM written_samples;
            INSERT INTO ledger (hour, rows, sketched, stream_no)
                SELECT date_trunc('hour', at, 'UTC'), count(*), 0, 1 FROM written_samples GROUP BY 1;
            UPDATE stream_registry SET totals = jsonb_build_object('sample', jsonb_build_object(
                'recorded', $rows * $days, 'rows', $rows * $days, 'sketched', 0))""";

    private static final String BRUTE_FORCE = """
            SELECT count(*) FROM (
                SELECT date_trunc('hour', at, 'UTC') AS bucket_time, labels ->> 'actor' AS actor, count(*) AS n, sum(value) AS total,
                    percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY value / 1e6::float8) AS p
                FROM written_samples s JOIN series d ON d.id = s.series_id GROUP BY 1, 2) w
            FULL JOIN (SELECT * FROM metrics_aggregates WHERE granularity = 'hour' AND dimension_type = 'actor') a
                ON a.bucket_time = w.bucket_time AND a.dimension_value = w.actor
            WHERE (a.count, a.sum_value, a.exact, ARRAY[a.p50_value, a.p90_value, a.p95_value, a.p99_value])
                IS DISTINCT FROM (w.n, w.total / 1e6, true, w.p)""";

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final List<String> said = new ArrayList<>();

    @Test
    void catchesUpNewestFirstAndPurgesNothingUnproven(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        Span sealed = daysAgo(DAYS_DOWN + 1);
        worked.day(sealed.start());
        History history = new History(database, 35);
        Oracle oracle = new Oracle(database);
        history.rows(sealed, 60, 40);
        worked.purge(Limits.DEFAULT, null);
        // and then it was down
        makeDays(database);
        for (int day = DAYS_DOWN; day > 0; day--) {
            history.rows(daysAgo(day), 60, 40);
            if (day % 4 == 0) {
                history.sketches(daysAgo(day), 40, 20);
            }
        }
        history.late(daysAgo(29), 40, 20);
        history.late(sealed, 40, 20);
        Span doubtful = new Span(daysAgo(33).start(), daysAgo(33).start().plus(1, ChronoUnit.HOURS));
        database.execute("INSERT INTO sample_rows (at, value, series_id, stream_no) VALUES ('" + doubtful.start()
                + "', 4711, 1, 1)");

        turn(worked);

        assertNewestFirst(database);
        assertThat(database.column("SELECT concat_ws(' ', command, status, days) FROM run_history ORDER BY id"))
                .containsExactly("serve completed " + DAYS_DOWN, "nightly failed " + (DUE - 1));
        assertThat(said).anyMatch(line -> line.contains(doubtful.start() + " holds"));
        assertThat(purgedThatTellOtherCounts(database)).isEmpty();
        assertThat(database.value("SELECT count(*) FROM sample_rows WHERE at < '" + doubtful.end() + "'"))
                .as("rows of the day that is not proven")
                .isNotEqualTo("0");

        database.execute("DELETE FROM sample_rows WHERE value = 4711 AND at = '" + doubtful.start() + "'");
        worked.rollUp(Scope.again(doubtful));
        assertThat(worked.purge(Limits.DEFAULT, null).days()).isEqualTo(1);
        assertThat(purgedThatTellOtherCounts(database)).isEmpty();
        worked.assertTrueNumbers(oracle, "UTC");
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
    }

    @Test
    @Tag("storm")
    void catchesUpWithSevenMillionRows(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        makeDays(database);
        database.execute(FILL.replace("$rows", "200000").replace("$days", String.valueOf(DAYS_DOWN)));
        turn(worked);
        said.forEach(System.out::println);
        assertNewestFirst(database);
        assertThat(database.column(
                        "SELECT concat_ws(' ', command, status, days, records) FROM run_history ORDER BY id"))
                .containsExactly("serve completed 35 7000000", "nightly completed " + DUE + " 1000000");
        assertThat(database.value(BRUTE_FORCE)).as("facts that are wrong").isEqualTo("0");
    }

    private static void makeDays(TestDatabase database) {
        database.execute("SELECT day_partitions(array_agg((now() AT TIME ZONE 'UTC')::date - d))"
                + " FROM generate_series(0, " + DAYS_DOWN + ") d");
    }

    /** One turn of {@code serve}; with one connection, so that there is an order. */
    private void turn(Worked worked) {
        try (Database opened = worked.open()) {
            Rollup rollup = new Rollup(opened, 1, "test");
            RunLog log = new RunLog(opened, "test");
            Nightly nightly = new Nightly(
                    Schedule.parse("30 1 * * *", ZoneOffset.UTC),
                    opened,
                    new Purge(opened, rollup, "test", Mark.NONE),
                    Limits.DEFAULT,
                    null,
                    log,
                    metrics,
                    said::add);
            Schedule hourly = Schedule.parse("5 * * * *", ZoneOffset.UTC);
            new RollupLoop(opened, rollup, log, metrics, hourly, nightly, said::add).runOnce();
        }
    }

    /** Four hours around noon, so long ago. */
    private Span daysAgo(int days) {
        Instant start = today.minus(days, ChronoUnit.DAYS);
        return new Span(start.plus(10, ChronoUnit.HOURS), start.plus(14, ChronoUnit.HOURS));
    }

    private static void assertNewestFirst(TestDatabase database) {
        String hours = "SELECT hour FROM bucket_state WHERE counted > 0 AND hour >= current_date - " + DAYS_DOWN;
        assertThat(database.column(hours + " ORDER BY rolled_at"))
                .hasSizeGreaterThanOrEqualTo(4 * DAYS_DOWN)
                .isEqualTo(database.column(hours + " ORDER BY hour DESC"));
    }

    /** Days that went with another number of records than were written to them before the late ones. */
    private static List<String> purgedThatTellOtherCounts(TestDatabase database) {
        return database.column("""
                SELECT p.day FROM purged_days p WHERE p.records <>
                    (SELECT count(*) FROM written_samples WHERE (at AT TIME ZONE 'UTC')::date = p.day)
                    + (SELECT count(*) FROM written_executions WHERE (at AT TIME ZONE 'UTC')::date = p.day)
                    - CASE WHEN p.day = (now() AT TIME ZONE 'UTC')::date - 36 THEN $late ELSE 0 END""".replace("$late", "120"));
    }
}
