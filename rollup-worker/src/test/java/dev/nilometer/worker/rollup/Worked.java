package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.schema.SchemaName;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** A database that a worker is set on: each run is one of a new process. Safe from several threads. */
final class Worked {
    private final TestDatabase database;
    private final int maxValues;

    Worked(TestDatabase database) {
        this(database, HourFold.MAX_EXACT_VALUES);
    }

    Worked(TestDatabase database, int maxValues) {
        this.database = database;
        this.maxValues = maxValues;
        zone("UTC");
    }

    /** A pool of the owner's. */
    Database open() {
        return new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, 2);
    }

    RollupResult rollUp(Scope scope) throws SQLException {
        try (Database opened = open()) {
            return new Rollup(opened, 2, "test", maxValues).runOnce(scope, (done, expected) -> {});
        }
    }

    /** The installation's zone; dimensions are those that the oracle expects. */
    void zone(String zone) {
        database.execute("UPDATE settings SET dimensions = '{shop,model+actor}', time_zone = '" + zone + "'");
    }

    /** Partitions of this UTC day and the next two. */
    void days(Instant first) {
        database.execute("SELECT day_partitions(array_agg('" + first.truncatedTo(ChronoUnit.DAYS)
                + "'::timestamptz::date + n)) FROM generate_series(0, 2) n");
    }

    /** A fingerprint of everything that is history, down to updated_at. */
    String bytes() {
        return Objects.toString(database.value("SELECT md5((SELECT string_agg(a::text, '|' ORDER BY a::text)"
                + " FROM aggregates a) || (SELECT string_agg(h::text, '|' ORDER BY h::text) FROM actor_hours h)"
                + " || (SELECT string_agg(d::text, '|' ORDER BY d::text) FROM actor_days d)"
                + " || (SELECT string_agg(g::text, '|' ORDER BY g.id) FROM aggregate_groups g))"));
    }

    void assertTrue(Oracle oracle, String zone) {
        assertThat(oracle.mismatches("hour", "UTC", true)).isEmpty();
        assertThat(oracle.mismatches("day", zone, false)).isEmpty();
        assertThat(oracle.mismatches("week", zone, false)).isEmpty();
        assertThat(oracle.dailyMismatches(zone)).isEmpty();
        assertThat(oracle.actorMismatches(zone)).isEmpty();
    }
}
