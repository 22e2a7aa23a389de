package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class RollupCommandTest {
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

    /** One sample in each of two hours of today. */
    private void twoHours(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int series = stream.series("event", List.of("event:a")).get(0);
            for (int hour = 0; hour < 2; hour++) {
                Instant at = today.plus(hour, ChronoUnit.HOURS);
                stream.copySamples(List.of(at + "\t1\t\\N\t" + series));
                stream.commit(hour, hour + 1, at, 1, 0);
            }
        }
    }

    @Test
    void saysWhatItDidInItsLastLine(TestDatabase database) throws SQLException {
        twoHours(database);
        Answer answer = Shell.on(database).run("rollup");
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.lastLine()).matches("rolled up 2 hours, 1 day, 2 records in \\d+\\.\\d s");
        assertThat(Shell.on(database).run("rollup").lastLine())
                .matches("rolled up 0 hours, 0 days, 0 records in \\d+\\.\\d s");
        assertThat(database.column("SELECT concat_ws(' ', command, status, hours, days, weeks, records,"
                        + " finished_at >= started_at, worker LIKE '%:%') FROM run_history ORDER BY id"))
                .containsExactly("rollup completed 2 1 1 2 t t", "rollup completed 0 0 0 0 t t");
    }

    @Test
    void takesARangeAndLeavesSealedHours(TestDatabase database) throws SQLException {
        twoHours(database);
        assertThat(Shell.on(database)
                        .run(
                                "rollup",
                                "--from",
                                today.toString(),
                                "--to",
                                today.plusSeconds(3_600).toString())
                        .lastLine())
                .startsWith("rolled up 1 hour, 1 day, 1 record in ");
        Shell.on(database).run("rollup");
        database.execute("UPDATE bucket_state SET sealed_at = now() WHERE hour = '" + today + "'");
        Answer answer =
                Shell.on(database).run("rollup", "--from", today.toString().substring(0, 10));
        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines().findFirst())
                .hasValue("1 hour was left as it is: its rows were purged, and its history stays");
        assertThat(answer.lastLine()).startsWith("rolled up 1 hour, 1 day, 1 record in ");
    }

    @Test
    void warnsOnStderrWhereRowsAndLedgerDiffer(TestDatabase database) throws SQLException {
        twoHours(database);
        database.execute("UPDATE ledger SET rows = 3 WHERE hour = '" + today + "'");
        Answer answer = Shell.on(database).run("rollup");
        assertThat(answer.exit()).isZero();
        assertThat(answer.err()).contains("holds 1 records, but its ledger says 3");
    }

    @Test
    void notesAFailedRun(TestDatabase database) throws SQLException {
        twoHours(database);
        database.execute("ALTER TABLE aggregates ADD CONSTRAINT none CHECK (count < 0)");
        Answer answer = Shell.on(database).run("rollup");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("violates check constraint").doesNotContain("\tat ");
        assertThat(database.value("SELECT status || ' ' || (message LIKE '%violates%') FROM run_history"))
                .isEqualTo("failed true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--to 2026-01-01",
                "--from 2026-01-02 --to 2026-01-02",
                "--from 2026-01-02 --to 2026-01-01",
                "--from 2026-01-01T10:00:00Z --to 2026-01-01T10:00:00+00:00",
                "--from yesterday",
                "--from 2026-02-30",
                "--from 2026-01-01T10:00:00",
                "--from"
            })
    void wantsARangeOfTime(String arguments) {
        Answer answer = new Shell()
                .with("NILOMETER_DB_URL", "jdbc:postgresql://localhost:1/x")
                .run(("rollup " + arguments).split(" "));
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err().lines()).hasSize(1);
    }

    @Test
    void printsALineInTwoSecondsAtMost() {
        StringWriter out = new StringWriter();
        RunProgress.Lines lines = new RunProgress.Lines(new PrintWriter(out), "hours", System.nanoTime());
        lines.done(1, 3);
        assertThat(out.toString()).isEmpty();
        RunProgress.Lines later =
                new RunProgress.Lines(new PrintWriter(out), "hours", System.nanoTime() - TimeUnit.SECONDS.toNanos(3));
        later.done(1, 3);
        later.done(2, 3);
        later.done(3, 3);
        assertThat(out.toString().strip()).isEqualTo("1 of 3 hours");
    }
}
