package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

/** Promise of the three roles: an agent appends and calls v1 functions, a reader reads views, and neither does more. */
@ExtendWith(PostgresExtension.class)
class RolesTest {
    private static final List<String> NOT_AN_AGENTS = List.of(
            "SELECT * FROM nilometer.sample_rows",
            "SELECT * FROM nilometer.operational_metrics",
            "SELECT * FROM nilometer.settings",
            "SELECT * FROM nilometer.item('1')",
            "SELECT * FROM nilometer.items()",
            "SELECT * FROM nilometer.unfinished()",
            "DELETE FROM nilometer.execution_rows",
            "UPDATE nilometer.sample_rows SET value = 0",
            "TRUNCATE nilometer.late_sample_rows",
            "INSERT INTO nilometer.ledger VALUES (now(), 1, 1, 1)",
            "INSERT INTO nilometer.series DEFAULT VALUES",
            "COPY nilometer.sample_rows TO STDOUT",
            "CREATE TABLE nilometer.mine (a int)",
            "ALTER TABLE nilometer.sample_rows ADD b int",
            "DROP TABLE nilometer.sample_rows",
            "SELECT nilometer.advance(gen_random_uuid(), 0, 1)",
            "SELECT nilometer.day_partitions('{2020-01-01}')",
            "SELECT nilometer.fleet_refresh()",
            "SELECT * FROM nilometer.steering()");
    private static final List<String> NOT_A_READERS = List.of(
            "SELECT * FROM nilometer.stream_registry",
            "SELECT * FROM nilometer.sample_rows",
            "DELETE FROM nilometer.run_history",
            "INSERT INTO nilometer.sample_rows VALUES (now(), 1, 1, 1, 1)",
            "SELECT nilometer.v1_partitions()");

    @Test
    void letsAnAgentDeliverARow(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(as("agent", Grants.AGENT, database))) {
            int series = stream.series("queue_depth", List.of("queue:in")).get(0);
            stream.connection().setAutoCommit(false);
            stream.copySamples(List.of(Instant.now() + "\t7\t\\N\t" + series));
            stream.commit(0, 1, Instant.now(), 1, 0);
            stream.connection().commit();
        }
        assertThat(database.column("SELECT metric_value FROM operational_metrics"))
                .containsExactly("7");
    }

    @Test
    void refusesAnAgentAllElse(TestDatabase database) throws SQLException {
        try (Connection agent = as("agent", Grants.AGENT, database)) {
            assertAllRefused(agent, NOT_AN_AGENTS);
        }
    }

    @Test
    void letsAReaderReadEveryView(TestDatabase database) throws SQLException {
        try (Connection reader = as("reader", Grants.READER, database)) {
            for (String view : List.of(
                    "operational_metrics",
                    "executions",
                    "operational_counts",
                    "metrics_aggregates",
                    "operational_metrics_daily",
                    "actor_performance_daily",
                    "actors",
                    "streams",
                    "gaps",
                    "rejected_rows",
                    "run_history",
                    "item('1')")) {
                run(reader, "SELECT * FROM nilometer." + view);
            }
        }
    }

    @Test
    void refusesAReaderAllElse(TestDatabase database) throws SQLException {
        try (Connection reader = as("reader", Grants.READER, database)) {
            assertAllRefused(reader, NOT_A_READERS);
        }
    }

    private static void assertAllRefused(Connection connection, List<String> statements) {
        for (String sql : statements) {
            assertThatThrownBy(() -> run(connection, sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private static Connection as(String role, Grants grants, TestDatabase database) throws SQLException {
        database.createRole(role);
        try (Connection owner = database.connect()) {
            grants.grant(owner, SchemaName.DEFAULT, role);
        }
        return database.connect(role);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        if (sql.startsWith("COPY")) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
