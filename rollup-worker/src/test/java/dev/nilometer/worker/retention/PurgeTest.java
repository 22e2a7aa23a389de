package dev.nilometer.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.rollup.History;
import dev.nilometer.worker.rollup.Oracle;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.rollup.Span;
import dev.nilometer.worker.rollup.Worked;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows go, history stays, and whatever comes late is in it. */
@ExtendWith(PostgresExtension.class)
class PurgeTest {
    private static final String TABLES = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '_[0-9]{8}$'"
            + " AND to_date(right(relname, 8), 'YYYYMMDD') < now() - interval '20 days'";

    /** 31 days ago: the youngest day that is due. */
    private final Instant due = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(31, ChronoUnit.DAYS);

    private final Span dueDay = new Span(due, due.plus(1, ChronoUnit.DAYS));
    private final Span someHours = new Span(due.plus(20, ChronoUnit.HOURS), due.plus(28, ChronoUnit.HOURS));

    private History history(TestDatabase database, Worked worked, long seed) {
        worked.days(due);
        History history = new History(database, seed);
        history.rows(someHours, 1_200, 600);
        history.sketches(someHours, 400, 200);
        return history;
    }

    @Test
    void dropsADayThatIsProvenAndKeepsItsHistory(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        history(database, worked, 1);
        Oracle oracle = new Oracle(database);
        PurgeResult result = worked.purge(Limits.DEFAULT, null);
        assertThat(result.problems()).isEmpty();
        assertThat(result.days()).isEqualTo(1);
        assertThat(String.valueOf(result.records()))
                .isEqualTo(database.value("SELECT (SELECT count(*) FROM written_samples WHERE at < '" + dueDay.end()
                        + "') + (SELECT count(*) FROM written_executions WHERE at < '" + dueDay.end() + "')"));
        assertThat(database.value(TABLES)).isEqualTo("8");
        assertThat(database.value("SELECT count(*) FROM bucket_state WHERE sealed_at IS NOT NULL"))
                .isEqualTo("24");
        assertThat(database.value("SELECT min(hour) >= '" + dueDay.end() + "' FROM ledger"))
                .isEqualTo("t");
        assertThat(database.value("SELECT accept_from = '" + dueDay.end() + "' FROM settings"))
                .isEqualTo("t");
        assertThat(database.value("SELECT concat_ws(' ', day, reason, records, archive) FROM purged_days"))
                .isEqualTo(due.toString().substring(0, 10) + " age " + result.records());
        worked.assertTrueNumbers(oracle, "UTC");
        String before = worked.bytes();
        assertThat(worked.purge(Limits.DEFAULT, null).days()).isZero();
        assertThat(worked.rollUp(Scope.again(someHours)).sealed()).isEqualTo(4);
        assertThat(worked.bytes()).isEqualTo(before);
    }

    @Test
    void keepsADayThatIsNotProvenAsReachableAsBefore(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        History history = history(database, worked, 2);
        worked.rollUp(Scope.DIRTY);
        long records = history.records();
        database.execute("INSERT INTO sample_rows (at, value, series_id, stream_no) VALUES ('" + someHours.start()
                + "', 1, 1, 1)");
        PurgeResult result = worked.purge(Limits.DEFAULT, null);
        assertThat(result.problems()).singleElement().asString().contains("stays", someHours.start() + " holds");
        assertThat(result.days()).isZero();
        assertThat(history.records()).isEqualTo(records + 1);
        assertThat(database.value("SELECT count(*) FROM bucket_state WHERE sealed_at IS NOT NULL"))
                .isEqualTo("0");
        database.execute("DELETE FROM sample_rows WHERE at = '" + someHours.start() + "'");
        assertThat(worked.purge(Limits.DEFAULT, null).days()).isEqualTo(1);
    }

    @Test
    void mergesLateRowsIntoSealedHoursOnce(TestDatabase database) throws Exception {
        for (String zone : List.of("UTC", "Asia/Kolkata")) {
            mergesLateRows(database, zone);
            database.execute("TRUNCATE purged_days, bucket_state, ledger, aggregates, actor_hours, actor_days,"
                    + " period_state, sample_rows, execution_rows, sample_sketches, execution_sketches,"
                    + " written_samples, written_executions; DROP VIEW expected_values, truth, all_executions;"
                    + " DROP FUNCTION key_of");
        }
    }

    private void mergesLateRows(TestDatabase database, String zone) throws Exception {
        Worked worked = new Worked(database);
        worked.zone(zone);
        History history = history(database, worked, zone.hashCode());
        Oracle oracle = new Oracle(database);
        assertThat(worked.purge(Limits.DEFAULT, null).problems()).isEmpty();
        for (int round = 0; round < 2; round++) {
            history.late(someHours, 120, 80);
            assertThat(worked.rollUp(Scope.DIRTY).records()).isPositive();
            worked.assertTrueNumbers(oracle, zone);
            assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
        }
        assertThat(database.value("SELECT count(*) FROM late_sample_rows")).isEqualTo("0");
    }

    @Test
    void keepsExecutionsLongerWhenToldTo(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        history(database, worked, 4);
        Oracle oracle = new Oracle(database);
        String executions = "SELECT count(*) FROM executions WHERE recorded_at < '" + dueDay.end() + "'";
        String before = database.value(executions);
        assertThat(worked.purge(new Limits(30, 40, null, null, null), null).problems())
                .isEmpty();
        assertThat(database.value(executions)).isEqualTo(before).isNotEqualTo("0");
        assertThat(database.value("SELECT count(*) FROM sample_rows WHERE at < '" + dueDay.end() + "'"))
                .isEqualTo("0");
        assertThat(sqlState(
                        database,
                        "INSERT INTO execution_rows (at, latency_ns, id, group_id, stream_no) VALUES ('"
                                + someHours.start() + "', 1, 1, 1, 1)"))
                .isEqualTo("23514");
        worked.assertTrueNumbers(oracle, "UTC");
        assertThat(worked.purge(Limits.DEFAULT, null).days()).isEqualTo(1);
        assertThat(database.value(executions)).isEqualTo("0");
        assertThat(database.value(TABLES)).isEqualTo("8");
        worked.assertTrueNumbers(oracle, "UTC");
    }

    private static String sqlState(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = nilometer");
            statement.execute(sql);
            return "none";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    @Test
    void letsTheOldestDaysGoEarlyWhenTheCapIsReached(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        Instant yesterday = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS);
        worked.days(yesterday);
        History history = new History(database, 5);
        history.rows(new Span(yesterday, yesterday.plus(Duration.ofHours(50))), 800, 400);
        Oracle oracle = new Oracle(database);
        database.execute("UPDATE settings SET raw_max_bytes = 1");
        PurgeResult result = worked.purge(Limits.DEFAULT, null);
        assertThat(result.summary(Duration.ZERO)).contains("2 days early, because raw_max_bytes is reached");
        assertThat(database.column("SELECT reason FROM purged_days")).containsExactly("size", "size");
        assertThat(history.records()).isPositive();
        worked.rollUp(Scope.DIRTY);
        worked.assertTrueNumbers(oracle, "UTC");
    }

    /** A reader of today in an open transaction, and writers that never wait 50 ms for a lock. */
    @Test
    void makesNobodyOfTodayWait(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        history(database, worked, 6);
        worked.days(Instant.now());
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("SET search_path = nilometer");
            statement.execute("SET lock_timeout = '50ms'");
            List<String> steps = new ArrayList<>();
            worked.purge(Limits.DEFAULT, null, step -> {
                steps.add(step);
                insertToday(statement);
            });
            assertThat(steps).contains("accept_from moved", "day detached", "compared", "sealed", "dropped");
        }
        assertThat(Integer.parseInt(String.valueOf(
                        database.value("SELECT count(*) FROM sample_rows WHERE at > now() - interval '1 hour'"))))
                .isGreaterThan(10);
    }

    private static void insertToday(Statement statement) {
        try {
            statement.execute("INSERT INTO sample_rows (at, value, series_id, stream_no) VALUES (now(), 1, 1, 1)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forgetsFactsOnlyWhenToldTo(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        Instant old = due.minus(30, ChronoUnit.DAYS);
        worked.days(old);
        History history = new History(database, 7);
        history.rows(new Span(old, old.plus(Duration.ofHours(30))), 400, 200);
        Oracle oracle = new Oracle(database);
        worked.purge(Limits.DEFAULT, null);
        worked.assertTrueNumbers(oracle, "UTC");
        worked.purge(new Limits(null, null, 45, null, null), null);
        assertThat(database.value("SELECT count(*) FROM metrics_aggregates WHERE granularity = 'hour'"))
                .isEqualTo("0");
        assertThat(oracle.mismatches("day", "UTC")).isEmpty();
        history.late(new Span(old, old.plus(Duration.ofHours(30))), 100, 40);
        worked.rollUp(Scope.DIRTY);
        worked.rollUp(Scope.again(new Span(old, old.plus(Duration.ofHours(30)))));
        assertThat(oracle.mismatches("day", "UTC")).isEmpty();
        assertThat(oracle.mismatches("week", "UTC")).isEmpty();
    }

    @Test
    void letsSideTablesGoAndKeepsTheirSums(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        new History(database, 8);
        database.execute(
                "UPDATE stream_registry SET last_seen_at = now() - interval '401 days', totals ="
                        + " '{\"sample\": {\"recorded\": 5, \"rows\": 3, \"sketched\": 2}}' WHERE service = 'mail';"
                        + " INSERT INTO gap_log (noticed_at, stream_no, after, up_to, records, reason)"
                        + " VALUES (now() - interval '401 days', 1, 0, 1, 1, 'x'), (now(), 1, 0, 1, 1, 'x');"
                        + " INSERT INTO rejected_row_log (rejected_at, stream_no, target, reason, content)"
                        + " VALUES (now() - interval '91 days', 1, 'x', 'x', 'x');"
                        + " INSERT INTO run_history (command, worker, started_at) VALUES ('x', 'x', now() - interval '401 days')");
        worked.purge(Limits.DEFAULT, null);
        assertThat(database.value("SELECT count(*) FROM stream_registry")).isEqualTo("2");
        assertThat(database.column(
                        "SELECT concat_ws(' ', service, environment, kind, streams, recorded, rows, sketched)"
                                + " FROM retired_streams WHERE kind = 'sample' ORDER BY 1"))
                .containsExactly("mail prod sample 1 5 3 2", "mail test sample 1 5 3 2");
        assertThat(database.value("SELECT count(*) FROM gap_log")).isEqualTo("1");
        assertThat(database.value("SELECT count(*) FROM rejected_row_log")).isEqualTo("0");
        assertThat(database.value("SELECT count(*) FROM run_history")).isEqualTo("0");
    }
}
