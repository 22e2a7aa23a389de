package dev.nilometer.worker.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.schema.SchemaName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DatabaseTest {
    private static final String OURS =
            "FROM pg_stat_activity WHERE application_name = 'nilometer-worker'" + " AND datname = current_database()";

    private static Database open(TestDatabase database, int connections) {
        return new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, connections);
    }

    private static long pid(Database opened) throws SQLException {
        return opened.transaction(connection -> Rows.number(connection, "SELECT pg_backend_pid()"));
    }

    @Test
    void worksWithTheConnectionThatItProbed(TestDatabase database) throws Exception {
        try (Database opened = open(database, 3)) {
            opened.probe();
            Set<Long> pids = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                pids.add(pid(opened));
            }
            opened.outsideTransaction(connection -> pids.add(Rows.number(connection, "SELECT pg_backend_pid()")));
            assertThat(pids).hasSize(1);
            assertThat(database.value("SELECT count(*) " + OURS)).isEqualTo("1");
        }
    }

    @Test
    void takesNoMoreConnectionsThanItMay(TestDatabase database) throws Exception {
        try (Database opened = open(database, 2)) {
            opened.probe();
            Set<Long> pids = new HashSet<>(Racers.race(
                    6,
                    racer -> opened.transaction(connection ->
                            Rows.number(connection, "SELECT pg_backend_pid() FROM (SELECT pg_sleep(0.05)) s"))));
            assertThat(pids).hasSize(2);
        }
    }

    @Test
    void connectsAgainAfterItsConnectionDied(TestDatabase database) throws Exception {
        try (Database opened = open(database, 2)) {
            long first = pid(opened);
            database.value("SELECT count(pg_terminate_backend(pid)) " + OURS);
            assertThatThrownBy(() -> pid(opened)).isInstanceOf(SQLException.class);
            assertThat(pid(opened)).isNotEqualTo(first);
        }
    }

    @Test
    void goesOnWithAConnectionWhoseWorkFailed(TestDatabase database) throws Exception {
        try (Database opened = open(database, 2)) {
            long first = pid(opened);
            assertThatThrownBy(() -> opened.change(connection -> Rows.read(connection, "SELECT 1 / 0")))
                    .hasMessageContaining("division by zero");
            assertThat(pid(opened)).isEqualTo(first);
        }
    }
}
