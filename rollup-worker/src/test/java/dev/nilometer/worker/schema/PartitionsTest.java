package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.Racers;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PartitionsTest {
    private static final String COUNT = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'sample_rows'::regclass";

    @Test
    void makesEachDayOnceWhenManyAsk(TestDatabase database) throws Exception {
        List<Integer> made = Racers.race(16, racer -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                ResultSet row = statement.executeQuery("SELECT nilometer.v1_partitions()");
                row.next();
                return row.getInt(1);
            }
        });
        assertThat(made.stream().mapToInt(Integer::intValue).sum())
                .as("4 days of 4 tables")
                .isEqualTo(16);
        assertThat(database.value(COUNT)).isEqualTo("4");
        assertThat(database.value("SELECT v1_partitions()")).isEqualTo("0");
    }

    @Test
    void makesOnlyDaysThatAreAccepted(TestDatabase database) {
        assertThat(database.value("SELECT v1_partitions('{1999-01-01,2999-01-01}')"))
                .isEqualTo("0");
        assertThat(database.value("SELECT v1_partitions(ARRAY[(now() AT TIME ZONE 'UTC')::date - 30,"
                        + " (now() AT TIME ZONE 'UTC')::date - 31, (now() AT TIME ZONE 'UTC')::date + 3,"
                        + " (now() AT TIME ZONE 'UTC')::date + 4])"))
                .isEqualTo("8");
    }

    @Test
    void saysNoPartitionWithItsOwnSqlstateAndTakesTheRowAfterwards(TestDatabase database) throws SQLException {
        String row = Instant.now().minus(Duration.ofDays(9)) + "\t1\t\\N\t1";
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            assertThatThrownBy(() -> stream.copySamples(List.of(row)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
            database.execute("SELECT v1_partitions(ARRAY[(now() AT TIME ZONE 'UTC')::date - 9])");
            stream.copySamples(List.of(row));
        }
        assertThat(database.value("SELECT count(*) FROM sample_rows")).isEqualTo("1");
    }

    @Test
    void waitsForNoReaderOfTheParent(TestDatabase database) throws SQLException {
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM nilometer.sample_rows");
            assertThat(database.value("SELECT v1_partitions()")).isEqualTo("16");
            reader.rollback();
        }
    }
}
