package dev.nilometer.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.rollup.Worked;
import dev.nilometer.worker.schema.SchemaName;
import dev.nilometer.worker.status.BalanceCheck;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Days are purged while writers still write into them, and others into today. */
@ExtendWith(PostgresExtension.class)
class PurgeRaceTest {
    private static final int WRITERS = 3;

    @Test
    void losesNoRecordInAFewPurges(TestDatabase database) throws Exception {
        losesNoRecord(database, 5);
    }

    @Test
    @Tag("storm")
    void losesNoRecordInAThousandPurges(TestDatabase database) throws Exception {
        losesNoRecord(database, 1_000);
    }

    private static void losesNoRecord(TestDatabase database, int purges) throws Exception {
        Worked worked = new Worked(database);
        Instant youngest = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(40, ChronoUnit.DAYS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong today = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        List<LateWriter> writers = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new LateWriter(database, i));
            }
            Future<?> writerOfToday = threads.submit(() -> writeToday(database, stop, today));
            for (int i = 0; i < purges; i++) {
                Instant day = youngest.minus(i, ChronoUnit.DAYS);
                worked.day(day);
                AtomicBoolean purged = new AtomicBoolean();
                List<Future<?>> running = new ArrayList<>();
                for (LateWriter writer : writers) {
                    running.add(threads.submit(() -> {
                        while (!purged.get()) {
                            writer.write(day);
                        }
                        writer.write(day);
                        return null;
                    }));
                }
                PurgeResult result = worked.purge(Limits.DEFAULT, null);
                purged.set(true);
                for (Future<?> each : running) {
                    each.get();
                }
                assertThat(result.problems()).isEmpty();
                assertThat(result.days()).isEqualTo(1);
            }
            stop.set(true);
            writerOfToday.get();
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
        worked.rollUp(Scope.DIRTY);
        long written = writers.stream().mapToLong(LateWriter::written).sum();
        long late = writers.stream().mapToLong(LateWriter::late).sum();
        for (String granularity : List.of("hour", "day", "week")) {
            assertThat(database.value("SELECT sum(count) FROM metrics_aggregates WHERE dimension_type = 'all'"
                            + " AND metric_name = 'event' AND granularity = '" + granularity + "'"))
                    .as(granularity)
                    .isEqualTo(String.valueOf(written));
        }
        assertThat(database.value("SELECT count(*) FROM late_sample_rows")).isEqualTo("0");
        assertThat(late).isPositive();
        assertThat(today.get()).isPositive();
        try (Database opened =
                new Database(new Address(database.url(), "postgres", null, null), SchemaName.DEFAULT, 1)) {
            assertThat(BalanceCheck.run(opened).differences()).isEmpty();
        }
        System.out.printf("%d purges: %d records, %d of them late, %d of today%n", purges, written, late, today.get());
    }

    /** An agent of today never waits 50 ms for a lock: it would be refused. (No ledger: these are not rolled up.) */
    private static Void writeToday(TestDatabase database, AtomicBoolean stop, AtomicLong written) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = nilometer");
            statement.execute("SET lock_timeout = '50ms'");
            while (!stop.get()) {
                statement.execute("INSERT INTO sample_rows (at, value, series_id, stream_no) VALUES (now(), 1, 1, 1)");
                written.incrementAndGet();
            }
            return null;
        }
    }
}
