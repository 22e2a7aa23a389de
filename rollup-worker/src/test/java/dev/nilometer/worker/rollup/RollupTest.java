package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.Racers;
import dev.nilometer.worker.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens, history equals what brute force says. */
@ExtendWith(PostgresExtension.class)
class RollupTest {
    private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
    private static final Span SOME_HOURS = Span.starting(START, Duration.ofHours(6));

    /** Half an hour into daylight time, an hour out of it, and zones half and three quarters of an hour off. */
    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-03-28T20:00:00Z",
        "Europe/Berlin, 2026-03-28T20:00:00Z",
        "America/New_York, 2026-10-31T20:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T03:00:00Z",
        "Asia/Kolkata, 2026-03-28T20:00:00Z",
        "Asia/Kathmandu, 2026-03-28T20:00:00Z"
    })
    void equalsTheOracleInEveryZone(String zone, Instant start, TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.zone(zone);
        worked.days(start);
        Span span = Span.starting(start, Duration.ofHours(30));
        History history = new History(database, zone.hashCode());
        history.rows(span, 3_000, 1_000);
        history.sketches(span, 1_000, 400);
        RollupResult result = worked.rollUp(Scope.DIRTY);
        assertThat(result.records()).isEqualTo(history.records());
        assertThat(result.warnings()).isEmpty();
        assertThat(result.hours()).isEqualTo(30);
        assertThat(result.days()).isBetween(2, 3);
        assertThat(result.weeks()).isBetween(1, 2);
        worked.assertTrue(new Oracle(database), zone);
    }

    @Test
    void changesNoByteTheSecondTime(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        History history = new History(database, 2);
        history.rows(SOME_HOURS, 1_000, 400);
        history.sketches(SOME_HOURS, 400, 200);
        worked.rollUp(Scope.DIRTY);
        String before = worked.bytes();
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
        RollupResult again = worked.rollUp(Scope.again(SOME_HOURS));
        assertThat(again.hours()).isEqualTo(6);
        assertThat(again.days()).isEqualTo(2);
        assertThat(worked.bytes()).isEqualTo(before);
    }

    @Test
    void doesJustTheHourAgainThatGotMore(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        History history = new History(database, 3);
        history.rows(SOME_HOURS, 800, 400);
        Oracle oracle = new Oracle(database);
        worked.rollUp(Scope.DIRTY);
        history.rows(Span.starting(START, Duration.ofHours(1)), 100, 40);
        RollupResult result = worked.rollUp(Scope.DIRTY);
        assertThat(result.hours()).isEqualTo(1);
        assertThat(result.days()).isEqualTo(1);
        assertThat(result.weeks()).isEqualTo(1);
        worked.assertTrue(oracle, "UTC");
    }

    @Test
    void bringsLateRowsHomeOnce(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        History history = new History(database, 4);
        history.rows(SOME_HOURS, 800, 400);
        worked.rollUp(Scope.DIRTY);
        // A day without partitions yet.
        history.late(Span.starting(Instant.parse("2026-02-11T05:00:00Z"), Duration.ofHours(2)), 200, 80);
        history.late(Span.starting(START, Duration.ofHours(1)), 200, 80);
        Oracle oracle = new Oracle(database);
        Racers.race(2, racer -> worked.rollUp(Scope.DIRTY));
        assertThat(history.records()).isEqualTo(1_200 + 2 * 560);
        assertThat(database.value("SELECT (SELECT count(*) FROM late_sample_rows)"
                        + " + (SELECT count(*) FROM late_execution_rows)"
                        + " + (SELECT count(*) FROM late_sample_sketches)"
                        + " + (SELECT count(*) FROM late_execution_sketches)"))
                .isEqualTo("0");
        worked.assertTrue(oracle, "UTC");
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
    }

    @Test
    void racesWithOtherWorkersAndWritersAndStaysRight(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        History first = new History(database, 5);
        History second = new History(database, 6);
        first.rows(SOME_HOURS, 800, 400);
        Oracle oracle = new Oracle(database);
        for (int round = 0; round < 3; round++) {
            Racers.race(4, racer -> {
                switch (racer) {
                    case 0 -> first.rows(SOME_HOURS, 200, 40);
                    case 1 -> second.sketches(SOME_HOURS, 200, 40);
                    default -> worked.rollUp(Scope.DIRTY);
                }
                return racer;
            });
        }
        List<RollupResult> last = Racers.race(3, racer -> worked.rollUp(Scope.DIRTY));
        assertThat(last).allSatisfy(result -> assertThat(result.warnings()).isEmpty());
        worked.assertTrue(oracle, "UTC");
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
    }

    @Test
    void leavesTheOpenHourToLaterWhenAskedTo(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        History history = new History(database, 7);
        Instant now = Instant.now();
        history.rows(new Span(now.minusSeconds(1), now), 40, 40);
        Span open = Calendar.hourOf(now.minusSeconds(1));
        if (now.isBefore(open.end())) {
            assertThat(worked.rollUp(Scope.CLOSED).hours()).isZero();
        }
        assertThat(worked.rollUp(Scope.DIRTY).hours()).isPositive();
    }

    @Test
    void neverTouchesASealedHour(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        new History(database, 8).rows(SOME_HOURS, 800, 400);
        worked.rollUp(Scope.DIRTY);
        database.execute("UPDATE bucket_state SET sealed_at = now() WHERE hour < '2026-03-28T22:00:00Z';"
                + " DELETE FROM sample_rows WHERE at < '2026-03-28T22:00:00Z';"
                + " DELETE FROM execution_rows WHERE at < '2026-03-28T22:00:00Z'");
        String before = worked.bytes();
        RollupResult result = worked.rollUp(Scope.again(SOME_HOURS));
        assertThat(result.sealed()).isEqualTo(2);
        assertThat(result.hours()).isEqualTo(4);
        assertThat(worked.bytes()).isEqualTo(before);
    }

    @Test
    void takesSketchesBeyondTheBoundOfMemory(TestDatabase database) throws Exception {
        Worked worked = new Worked(database, 50);
        worked.days(START);
        History history = new History(database, 9);
        history.rows(SOME_HOURS, 1_200, 800);
        Oracle oracle = new Oracle(database);
        worked.rollUp(Scope.DIRTY);
        assertThat(oracle.mismatches("hour", "UTC", false)).isEmpty();
        assertThat(oracle.mismatches("day", "UTC", true)).isEmpty();
    }

    /** A day is merged while it lasts, and once more when it is over. */
    @Test
    void makesADayExactOnceItHasEnded(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        new History(database, 11).rows(SOME_HOURS, 800, 400);
        Oracle oracle = new Oracle(database);
        worked.rollUp(Scope.DIRTY);
        database.execute("UPDATE aggregates SET exact = false, p50 = 0 WHERE granularity = 2;"
                + " UPDATE period_state SET merged_at = bucket_time + interval '23 hours' WHERE granularity = 2");
        RollupResult result = worked.rollUp(Scope.DIRTY);
        assertThat(result.hours()).isZero();
        assertThat(result.days()).isEqualTo(2);
        worked.assertTrue(oracle, "UTC");
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
    }

    @Test
    void seesWhenActorsWereFirstAndLastSeen(TestDatabase database) throws Exception {
        Worked worked = new Worked(database);
        worked.days(START);
        new History(database, 10).rows(SOME_HOURS, 400, 800);
        worked.rollUp(Scope.DIRTY);
        assertThat(database.column("""
                SELECT a.actor FROM actors a
                JOIN (SELECT service, environment, actor, min(recorded_at), max(recorded_at)
                      FROM executions GROUP BY 1, 2, 3) e USING (service, environment, actor)
                WHERE (a.first_seen, a.last_seen) IS DISTINCT FROM (e.min, e.max)""")).isEmpty();
    }
}
