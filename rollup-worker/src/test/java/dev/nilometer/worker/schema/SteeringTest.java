package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SteeringTest {
    private static final String STREAMS = """
            INSERT INTO stream_registry (id, started_at, pid, service, environment, instance, host, agent_version,
                service_version)
            SELECT gen_random_uuid(), now(), 1, 's', 'e', 'i', 'h', '%s', '' FROM generate_series(1, %d)""";

    @Test
    void sharesTheBudgetAmongActiveStreams(TestDatabase database) {
        assertThat(steering("rows_per_second", database)).isEqualTo("339");
        fleetOf(10, database);
        assertThat(steering("rows_per_second", database)).isEqualTo("34");
        database.execute("UPDATE settings SET raw_per_second = 50");
        assertThat(steering("rows_per_second", database)).isEqualTo("5");
        database.execute("UPDATE settings SET raw_per_second = NULL, raw_max_bytes = 0");
        assertThat(steering("rows_per_second", database)).isNull();
        database.execute("UPDATE settings SET raw_per_second = 0");
        assertThat(steering("rows_per_second", database)).isEqualTo("0");
    }

    @Test
    void givesNoShareToAnImport(TestDatabase database) {
        database.execute(STREAMS.formatted("", 9));
        fleetOf(1, database);
        assertThat(steering("rows_per_second", database)).isEqualTo("339");
    }

    @Test
    void sendsSeldomerTheMoreStreamsThereAre(TestDatabase database) {
        assertThat(steering("send_interval_ms", database)).isEqualTo("2000");
        fleetOf(200, database);
        assertThat(steering("send_interval_ms", database)).isEqualTo("14000");
        fleetOf(1_000, database);
        assertThat(steering("send_interval_ms", database)).isEqualTo("60000");
    }

    @Test
    void tellsHowOldTheOldestDirtyClosedHourIs(TestDatabase database) throws SQLException {
        Instant threeHoursAgo = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.HOURS);
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            assertThat(steering("oldest_dirty_seconds", database)).isEqualTo("0");
            stream.commit(0, 1, threeHoursAgo, 10, 0);
        }
        recount(database);
        assertThat(Double.parseDouble(steering("oldest_dirty_seconds", database)))
                .isBetween(7_200.0, 10_860.0);
        database.execute("INSERT INTO bucket_state (hour, counted) VALUES ('" + threeHoursAgo + "', 10)");
        recount(database);
        assertThat(steering("oldest_dirty_seconds", database)).isEqualTo("0");
    }

    private static void fleetOf(int streams, TestDatabase database) {
        database.execute(STREAMS.formatted("0.1", streams));
        recount(database);
    }

    private static void recount(TestDatabase database) {
        database.execute("UPDATE fleet SET active_counted_at = '-infinity', dirty_counted_at = '-infinity';"
                + " SELECT fleet_refresh()");
    }

    private static String steering(String column, TestDatabase database) {
        return database.value("SELECT " + column + " FROM steering()");
    }
}
