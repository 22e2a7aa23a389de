package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.schema.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said about an item outside any execution is counted, and is in no actor's numbers. */
@ExtendWith(PostgresExtension.class)
class ItemNotesTest {
    @Test
    void notesAreCountedApartFromExecutions(TestDatabase database) throws SQLException {
        Instant at = Instant.now().truncatedTo(ChronoUnit.HOURS);
        try (Connection connection = database.connect();
                AgentStream stream = AgentStream.hello(connection)) {
            int actor = stream.group("triage", "", "success", "");
            int note = stream.group("", "", "success", "");
            stream.copy(
                    "execution_rows (at, latency_ns, id, group_id, item_id, stream_no)",
                    List.of(
                            at + "\t5000000\t1\t" + actor + "\titem-7",
                            at + "\t0\t2\t" + note + "\titem-7",
                            at + "\t0\t3\t" + note + "\titem-8"));
            stream.commit(0, 1, at, 3, 0);
        }
        try (Database opened =
                new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, 2)) {
            RollupResult result = new Rollup(opened, 2, "test").runOnce(Scope.DIRTY, (done, expected) -> {});
            assertThat(result.warnings()).isEmpty();
        }

        assertThat(database.column("SELECT metric_name || ' ' || count FROM metrics_aggregates"
                        + " WHERE granularity = 'hour' AND dimension_type = 'all'"
                        + " AND metric_name IN ('execution_time_ms', 'item_note') ORDER BY 1"))
                .containsExactly("execution_time_ms 1", "item_note 2");
        assertThat(database.column("SELECT metric_type || ' ' || rows FROM operational_counts ORDER BY 1"))
                .containsExactly("execution_time_ms 1", "item_note 2");
        assertThat(database.column("SELECT actor FROM actor_performance_daily")).containsExactly("triage");
        assertThat(database.column("SELECT actor FROM actors")).containsExactly("triage");
    }
}
