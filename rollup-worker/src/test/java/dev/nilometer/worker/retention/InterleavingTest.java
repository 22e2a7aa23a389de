package dev.nilometer.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.rollup.History;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Oracle;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.rollup.Span;
import dev.nilometer.worker.rollup.Worked;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inserts, late inserts, rollups, purges and kills in random order, two workers at once: history equals brute force. */
@ExtendWith(PostgresExtension.class)
class InterleavingTest {
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Asia/Kathmandu");

    private static final List<String> OF_ROLLUP = List.of(
            "late claimed",
            "late moved",
            "late merged",
            "hour claimed",
            "hour read",
            "hour stored",
            "hour noted",
            "day merged",
            "week merged");
    private static final List<String> OF_PURGE = List.of(
            "accept_from moved",
            "table detached",
            "day detached",
            "rest rolled up",
            "compared",
            "archived",
            "sealed",
            "dropped",
            "rest dropped",
            "days purged");

    /** A day loses its samples, and its executions with a later purge. */
    private static final Limits EXECUTIONS_LONGER = new Limits(null, 40, null, null, null);

    private final Set<String> killedAt = new ConcurrentSkipListSet<>();
    private int kills;

    @Test
    void equalsTheOracleAfterAFewSteps(TestDatabase database) throws Exception {
        interleave(database, 1, 12);
    }

    @Test
    @Tag("storm")
    void equalsTheOracleAfterManySteps(TestDatabase database) throws Exception {
        for (int seed = 10; seed < 40; seed++) {
            interleave(database, seed, 30);
            database.execute("TRUNCATE purged_days, bucket_state, ledger, aggregates, actor_hours, actor_days,"
                    + " period_state, sample_rows, execution_rows, sample_sketches, execution_sketches, late_sample_rows,"
                    + " late_execution_rows, late_sample_sketches, late_execution_sketches, written_samples,"
                    + " written_executions; DROP VIEW expected_values, truth, all_executions; DROP FUNCTION key_of");
        }
        System.out.println(kills + " kills, at " + killedAt);
        assertThat(killedAt).containsAll(OF_ROLLUP).containsAll(OF_PURGE);
    }

    private void interleave(TestDatabase database, long seed, int steps) throws Exception {
        Random random = new Random(seed);
        Worked worked = new Worked(database);
        String zone = ZONES.get(random.nextInt(ZONES.size()));
        worked.zone(zone);
        Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(32, ChronoUnit.DAYS);
        worked.days(first);
        History history = new History(database, seed);
        Oracle oracle = new Oracle(database);
        for (int step = 0; step < steps; step++) {
            Instant start = first.plus(random.nextInt(60), ChronoUnit.HOURS);
            Span span = new Span(start, start.plus(Duration.ofHours(1 + random.nextInt(8))));
            switch (random.nextInt(8)) {
                case 0, 1 -> history.rowsAsAnAgent(span, 60, 40);
                case 2 -> history.sketchesAsAnAgent(span, 60, 40);
                case 3 -> history.late(span, 20, 12);
                case 4 -> run(database, worked, random, false);
                case 5 -> run(database, worked, random, true);
                case 6 -> {
                    int before = kills;
                    CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> endsWell(worked));
                    run(database, worked, random, true);
                    assertThat(other.join() || kills > before).isTrue();
                }
                default -> worked.rollUp(Scope.DIRTY);
            }
        }
        worked.rollUp(Scope.DIRTY);
        assertThat(worked.purge(Limits.DEFAULT, null).problems())
                .as("seed " + seed)
                .isEmpty();
        worked.rollUp(Scope.DIRTY);
        worked.assertTrueNumbers(oracle, zone);
        String bytes = worked.bytes();
        assertThat(worked.rollUp(Scope.DIRTY).didSomething()).isFalse();
        worked.rollUp(Scope.again(new Span(first, first.plus(Duration.ofDays(3)))));
        worked.purge(Limits.DEFAULT, null);
        assertThat(worked.bytes()).as("seed " + seed).isEqualTo(bytes);
    }

    /** What kills the one that is beside it ends this one's connections too. */
    private static boolean endsWell(Worked worked) {
        try {
            worked.rollUp(Scope.DIRTY);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Runs a rollup or a purge, and perhaps kills it when it reaches one of its steps for the first or second time:
     * its connections end, and it does nothing more.
     */
    private void run(TestDatabase database, Worked worked, Random random, boolean purge) throws Exception {
        Limits limits = random.nextInt(3) == 0 ? EXECUTIONS_LONGER : Limits.DEFAULT;
        Set<String> where = arm(random, purge ? OF_PURGE : OF_ROLLUP);
        AtomicInteger left = new AtomicInteger(1 + random.nextInt(where.size() > 1 || purge ? 1 : 2));
        Mark mark = step -> {
            // two threads come here
            if (where.contains(step) && left.getAndUpdate(times -> times > 0 ? times - 1 : times) == 1) {
                killedAt.add(step);
                database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'nilometer-worker' AND datname = current_database()");
                throw new Killed();
            }
        };
        try {
            if (purge) {
                worked.purge(limits, null, mark);
            } else {
                worked.rollUp(Scope.DIRTY, mark);
            }
        } catch (Killed | SQLException | IllegalStateException e) {
            assertThat(left.get()).as(e.toString()).isZero();
        }
        kills += left.get() == 0 ? 1 : 0;
    }

    /** Either a step of the command's own, or whichever comes first of those at which nobody was killed yet. */
    private Set<String> arm(Random random, List<String> own) {
        Set<String> fresh = new TreeSet<>(OF_ROLLUP);
        fresh.addAll(OF_PURGE);
        fresh.removeAll(killedAt);
        return fresh.isEmpty() || random.nextBoolean() ? Set.of(own.get(random.nextInt(own.size()))) : fresh;
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
