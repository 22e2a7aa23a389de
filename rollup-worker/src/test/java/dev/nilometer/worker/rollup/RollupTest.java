package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.schema.SchemaName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class RollupTest {
    private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
    private static final Span TWO_DAYS = Span.starting(START, Duration.ofHours(30));

    private static Database open(TestDatabase database) {
        return new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, 2);
    }

    private static RollupResult rollUp(TestDatabase database, Scope scope) throws SQLException {
        try (Database opened = open(database)) {
            return new Rollup(opened, 2, "test").runOnce(scope, (done, expected) -> {});
        }
    }

    private static void days(TestDatabase database) {
        database.execute("SELECT day_partitions(ARRAY['2026-03-28', '2026-03-29', '2026-03-30']::date[])");
    }

    @Test
    void equalsTheOracle(TestDatabase database) throws SQLException {
        days(database);
        database.execute("UPDATE settings SET dimensions = '{shop,model+actor}', time_zone = 'Europe/Berlin'");
        History history = new History(database, 1);
        history.rows(TWO_DAYS, 8_000, 3_000);
        history.sketches(TWO_DAYS, 3_000, 1_000);
        Oracle oracle = new Oracle(database);
        RollupResult result = rollUp(database, Scope.DIRTY);
        assertThat(result.records()).isEqualTo(history.records());
        assertThat(result.warnings()).isEmpty();
        assertThat(result.hours()).isEqualTo(30);
        assertThat(result.days()).isEqualTo(3);
        assertThat(result.weeks()).isEqualTo(2);
        assertThat(oracle.mismatches("hour", "UTC", true)).isEmpty();
        assertThat(oracle.mismatches("day", "Europe/Berlin", false)).isEmpty();
        assertThat(oracle.mismatches("week", "Europe/Berlin", false)).isEmpty();
        assertThat(oracle.dailyMismatches("Europe/Berlin")).isEmpty();
        assertThat(oracle.actorMismatches("Europe/Berlin")).isEmpty();
    }
}
