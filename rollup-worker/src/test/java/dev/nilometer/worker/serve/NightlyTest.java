package dev.nilometer.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.retention.Limits;
import dev.nilometer.worker.retention.Purge;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.schedule.Schedule;
import dev.nilometer.worker.schema.SchemaName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class NightlyTest {
    private final List<String> said = new ArrayList<>();
    private final WorkerMetrics metrics = new WorkerMetrics();

    private Nightly nightly(Database database) {
        return new Nightly(
                Schedule.parse("30 1 * * *", ZoneOffset.UTC),
                database,
                new Purge(database, new Rollup(database, 2, "test"), "test", Mark.NONE),
                Limits.DEFAULT,
                null,
                new RunLog(database, "test"),
                metrics,
                said::add);
    }

    private static Database open(TestDatabase database) {
        return new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, 3);
    }

    private static void sample(TestDatabase database, Instant at) throws Exception {
        database.execute("SELECT day_partitions(ARRAY['" + at.toString().substring(0, 10) + "'::date])");
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int series = stream.series("event", List.of("event:a")).get(0);
            stream.copySamples(List.of(at + "\t1\t\\N\t" + series));
            stream.commit(0, 1, at, 1, 0);
        }
    }

    @Test
    void purgesOnceANightWhoeverRuns(TestDatabase database) throws Exception {
        Instant now = Instant.now();
        sample(database, now.minus(40, ChronoUnit.DAYS));
        sample(database, now.minus(3, ChronoUnit.HOURS));
        try (Database opened = open(database)) {
            nightly(opened).runIfDue(now);
            nightly(opened).runIfDue(now.plusSeconds(30));
            assertThat(database.column("SELECT command || ' ' || status || ' ' || records FROM run_history"))
                    .containsExactly("nightly completed 1");
            assertThat(said).hasSize(2);
            nightly(opened).runIfDue(now.plus(1, ChronoUnit.DAYS));
            assertThat(database.value("SELECT count(*) FROM run_history")).isEqualTo("2");
            assertThat(said).as("nothing to say of a night without work").hasSize(2);
        }
    }

    @Test
    void raisesAnAlarmWhenHistoryLacksARecord(TestDatabase database) throws Exception {
        Instant now = Instant.now();
        sample(database, now.minus(3, ChronoUnit.HOURS));
        sample(database, now.minus(2, ChronoUnit.DAYS));
        try (Database opened = open(database)) {
            new Rollup(opened, 2, "test").runOnce(Scope.DIRTY, (done, expected) -> {});
            database.execute("DELETE FROM aggregates WHERE granularity = 1 AND bucket_time < now() - interval '1 day'");
            Nightly nightly = nightly(opened);
            nightly.runIfDue(now);
            assertThat(said).contains("service mail in test delivered 2 records, and history holds 1");
            assertThat(database.value("SELECT status || ' ' || message FROM run_history"))
                    .isEqualTo("failed service mail in test delivered 2 records, and history holds 1");
            nightly.runIfDue(now.plusSeconds(30));
            assertThat(database.value("SELECT count(*) FROM run_history")).isEqualTo("1");
            nightly.runIfDue(now.plus(Duration.ofMinutes(11)));
            assertThat(database.value("SELECT count(*) FROM run_history")).isEqualTo("2");
        }
    }
}
