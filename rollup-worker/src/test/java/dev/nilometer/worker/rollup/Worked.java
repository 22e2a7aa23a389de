package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.retention.Limits;
import dev.nilometer.worker.retention.Purge;
import dev.nilometer.worker.retention.PurgeResult;
import dev.nilometer.worker.schema.SchemaName;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database that a worker is set on: each run is one of a new process. Safe from several threads. */
public final class Worked {
    private final TestDatabase database;
    private final int maxValues;

    public Worked(TestDatabase database) {
        this(database, Bounds.hourValues(2));
    }

    Worked(TestDatabase database, int maxValues) {
        this.database = database;
        this.maxValues = maxValues;
        zone("UTC");
    }

    /** A pool of the owner's. */
    public Database open() {
        return open(2);
    }

    private Database open(int connections) {
        return new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, connections);
    }

    public RollupResult rollUp(Scope scope) throws SQLException {
        try (Database opened = open()) {
            return new Rollup(opened, 2, "test", maxValues, Mark.NONE).runOnce(scope, (done, expected) -> {});
        }
    }

    /** As above, with somebody who listens. */
    public RollupResult rollUp(Scope scope, Mark mark) throws SQLException {
        try (Database opened = open()) {
            return new Rollup(opened, 2, "test", maxValues, mark).runOnce(scope, (done, expected) -> {});
        }
    }

    /** Partitions of one UTC day. */
    public void day(Instant day) {
        database.execute("SELECT day_partitions(ARRAY['" + day + "'::timestamptz::date])");
    }

    /** Lets go what is due, as a purge of its own. */
    public PurgeResult purge(Limits limits, @Nullable Path archive) throws SQLException {
        return purge(limits, archive, Mark.NONE);
    }

    /** As above, with somebody who listens. */
    public PurgeResult purge(Limits limits, @Nullable Path archive, Mark mark) throws SQLException {
        try (Database opened = open(3)) {
            return new Purge(opened, new Rollup(opened, 2, "test", mark), "test", mark)
                    .run(limits, archive, said -> {});
        }
    }

    /** The installation's zone; dimensions are those that the oracle expects. */
    public void zone(String zone) {
        database.execute("UPDATE settings SET dimensions = '{shop,model+actor}', time_zone = '" + zone + "'");
    }

    /** Partitions of this UTC day and the next two. */
    public void days(Instant first) {
        database.execute("SELECT day_partitions(array_agg('" + first.truncatedTo(ChronoUnit.DAYS)
                + "'::timestamptz::date + n)) FROM generate_series(0, 2) n");
    }

    /** A fingerprint of everything that is history, down to updated_at. */
    public String bytes() {
        return Objects.toString(database.value("SELECT md5((SELECT string_agg(a::text, '|' ORDER BY a::text)"
                + " FROM aggregates a) || (SELECT string_agg(h::text, '|' ORDER BY h::text) FROM actor_hours h)"
                + " || (SELECT string_agg(d::text, '|' ORDER BY d::text) FROM actor_days d)"
                + " || (SELECT string_agg(g::text, '|' ORDER BY g.id) FROM aggregate_groups g))"));
    }

    /** Count, sum, min, max and percentiles are true; what is called exact is. */
    public void assertTrueNumbers(Oracle oracle, String zone) {
        assertThat(oracle.mismatches("hour", "UTC")).isEmpty();
        assertThat(oracle.mismatches("day", zone)).isEmpty();
        assertThat(oracle.mismatches("week", zone)).isEmpty();
        assertThat(oracle.dailyMismatches(zone)).isEmpty();
        assertThat(oracle.actorMismatches(zone)).isEmpty();
    }

    public void assertTrue(Oracle oracle, String zone) {
        assertThat(oracle.mismatches("hour", "UTC", true)).isEmpty();
        assertThat(oracle.mismatches("day", zone, true)).isEmpty();
        assertThat(oracle.mismatches("week", zone, false)).isEmpty();
        assertThat(oracle.dailyMismatches(zone)).isEmpty();
        assertThat(oracle.actorMismatches(zone)).isEmpty();
    }
}
