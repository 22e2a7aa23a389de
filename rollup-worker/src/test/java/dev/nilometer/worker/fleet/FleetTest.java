package dev.nilometer.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Empty;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.Racers;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.schema.Grants;
import dev.nilometer.worker.schema.Migration;
import dev.nilometer.worker.schema.SchemaName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many agents at once: all starting together with the workers on an empty database, and a fleet in steady traffic. */
@ExtendWith(PostgresExtension.class)
class FleetTest {
    private static final int AGENTS = 32;
    private static final int WORKERS = 4;

    @TempDir
    Path dir;

    @Test
    void startsTogetherOnAnEmptyDatabase(@Empty TestDatabase database) throws Exception {
        startTogether(database, dir);
    }

    @Test
    @Tag("storm")
    void startsTogetherTwentyTimes(
            @Empty TestDatabase a, @Empty TestDatabase b, @Empty TestDatabase c, @Empty TestDatabase d)
            throws Exception {
        for (int round = 0; round < 5; round++) {
            for (TestDatabase database : List.of(a, b, c, d)) {
                startTogether(database, dir.resolve(round + database.url().replaceAll("\\W", "")));
                database.execute("DROP SCHEMA nilometer CASCADE");
            }
        }
    }

    private static void startTogether(TestDatabase database, Path dir) throws Exception {
        database.createRole("fleet_agent");
        List<TestAgent> agents = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(new TestAgent(database, "fleet_agent", dir, i));
        }
        try {
            Racers.race(AGENTS + WORKERS, racer -> {
                if (racer < AGENTS) {
                    agents.get(racer).start();
                    agents.get(racer).record();
                    return 0;
                }
                int applied = new Migration(database.dataSource(), SchemaName.DEFAULT).run();
                grant(database);
                return applied;
            });
            Awaitility.await("all stored")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> agents.stream().allMatch(TestAgent::hasSentAll));
            for (TestAgent agent : agents) {
                assertThat(agent.status().failures().keySet()).isSubsetOf(Set.of("no_schema", "no_rights"));
                assertThat(agent.warnings()).hasSizeLessThanOrEqualTo(2);
            }
        } finally {
            agents.forEach(TestAgent::close);
        }
        assertThat(database.value("SELECT count(*) || ' ' || count(DISTINCT labels_key) FROM nilometer.series"))
                .isEqualTo("20 20");
        assertThat(database.value("SELECT count(*) || ' ' || count(DISTINCT stream_no) FROM nilometer.sample_rows"))
                .isEqualTo(AGENTS * 20 + " " + AGENTS);
    }

    private static void grant(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Grants.AGENT.grant(connection, SchemaName.DEFAULT, "fleet_agent");
            connection.commit();
        }
    }

    @Test
    @Tag("storm")
    void keepsTwoHundredAgentsUnderAHundredTransactionsAndConnections(TestDatabase database) {
        int fleet = 200;
        List<TestAgent> agents = new ArrayList<>();
        for (int i = 0; i < fleet; i++) {
            agents.add(new TestAgent(database, "postgres", dir, i));
        }
        try {
            agents.forEach(TestAgent::start);
            run(agents, 20, database);
            long before = commits(database);
            int connections = run(agents, 40, database);
            double perSecond = (commits(database) - before) / 40.0;
            System.out.printf(
                    "%d agents: %.0f transactions/s, at most %d connections%n", fleet, perSecond, connections);
            assertThat(perSecond).isLessThan(100);
            assertThat(connections).isLessThanOrEqualTo(100);
            Awaitility.await("all stored")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> agents.stream().allMatch(TestAgent::hasSentAll));
        } finally {
            agents.forEach(TestAgent::close);
        }
        assertThat(database.value("SELECT count(*) FROM sample_rows")).isEqualTo(String.valueOf(fleet * 60 * 20));
    }

    /** One record of each agent and second; the most connections seen. */
    private static int run(List<TestAgent> agents, int seconds, TestDatabase database) {
        int most = 0;
        for (int second = 0; second < seconds; second++) {
            agents.forEach(TestAgent::record);
            for (int quarter = 0; quarter < 4; quarter++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(240));
                most = Math.max(
                        most,
                        Integer.parseInt(database.value(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'nilometer'")));
            }
        }
        return most;
    }

    private static long commits(TestDatabase database) {
        return Long.parseLong(
                database.value("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"));
    }
}
