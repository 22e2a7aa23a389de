package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong stays small, and is gone at the next run. */
@ExtendWith(PostgresExtension.class)
class RollupFailureTest {
    private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
    private static final Span SOME_HOURS = Span.starting(START, Duration.ofHours(4));

    @Test
    void leavesNoTraceWhenItsConnectionIsKilled(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        History history = new History(database, 1);
        history.rows(SOME_HOURS, 800, 400);
        Oracle oracle = new Oracle(database);
        worked.rollUp(Scope.DIRTY);
        history.sketches(SOME_HOURS, 400, 200);
        String before = worked.bytes();
        for (String table : new String[] {"aggregates", "actor_hours", "bucket_state"}) {
            killWhenItReaches(table, database, worked);
            assertThat(worked.bytes()).isEqualTo(before);
            assertThat(database.value("SELECT count(*) FROM dirty_hours")).isEqualTo("4");
        }
        killWhenItReaches("period_state", database, worked);
        worked.rollUp(Scope.DIRTY);
        worked.assertTrue(oracle, "UTC");
    }

    /** Holds what the run needs next, so that it waits there, and ends its connections. */
    private static void killWhenItReaches(String table, TestDatabase database, Worked worked) throws Exception {
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE nilometer." + table + " IN SHARE MODE");
            CompletableFuture<RollupResult> run = CompletableFuture.supplyAsync(() -> unchecked(worked));
            Awaitility.await()
                    .until(() ->
                            !Objects.equals("0", database.value("SELECT count(*) FROM pg_locks WHERE NOT granted")));
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'nilometer-worker'");
            assertThatThrownBy(run::join).isInstanceOf(CompletionException.class);
        }
    }

    private static RollupResult unchecked(Worked worked) {
        try {
            return worked.rollUp(Scope.DIRTY);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void saysWhereRowsAndLedgerDiffer(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        new History(database, 2).rows(SOME_HOURS, 400, 200);
        database.execute("UPDATE ledger SET rows = rows + 7 WHERE hour = '" + START
                + "' AND stream_no = (SELECT min(stream_no) FROM ledger)");
        assertThat(worked.rollUp(Scope.DIRTY).warnings())
                .singleElement()
                .asString()
                .contains("2026-03-28T20:00:00Z", "records, but its ledger says");
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
    }

    @Test
    void isNotHeldUpBySketchesThatCannotBeRead(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        History history = new History(database, 3);
        history.sketches(SOME_HOURS, 400, 200);
        database.execute("UPDATE sample_sketches SET sketch = '\\x01ff' WHERE count > 1;"
                + " UPDATE execution_sketches SET latency_sketch = '', users = '\\x07'");
        assertThat(worked.rollUp(Scope.DIRTY).warnings())
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning).contains("sketches that cannot be read"));
        assertThat(database.value("SELECT sum(count) FROM metrics_aggregates WHERE granularity = 'hour'"
                        + " AND dimension_type = 'all' AND metric_name NOT IN"
                        + " ('queue_wait_ms', 'execution_tokens', 'execution_cost_usd')"))
                .isEqualTo(String.valueOf(history.records()));
        assertThat(database.value(
                        "SELECT bool_and(p50_value BETWEEN min_value AND max_value)" + " FROM metrics_aggregates"))
                .isEqualTo("t");
    }

    /** Agents before that knew: tokens and cost have a sum and no more. */
    @Test
    void knowsOnlyTheSumWhereAnAgentSentNoSketch(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        new History(database, 4).sketches(SOME_HOURS, 0, 400);
        database.execute("UPDATE execution_sketches SET tokens_min = NULL, tokens_max = NULL, tokens_sketch = NULL");
        Oracle oracle = new Oracle(database);
        worked.rollUp(Scope.DIRTY);
        assertThat(oracle.mismatches("hour", "UTC", true))
                .allSatisfy(mismatch ->
                        assertThat(mismatch).contains("execution_tokens").containsAnyOf("min", "max", "percentiles"));
        assertThat(oracle.actorMismatches("UTC")).isEmpty();
    }

    @Test
    void leavesRowsToNobodyThatNameNoKnownSeries(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        new History(database, 5).rows(SOME_HOURS, 400, 200);
        database.execute("UPDATE sample_rows SET series_id = 999999 WHERE value < 5;"
                + " UPDATE execution_rows SET group_id = 999999 WHERE latency_ns < 5");
        assertThat(worked.rollUp(Scope.DIRTY).warnings()).hasSize(4);
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
    }
}
