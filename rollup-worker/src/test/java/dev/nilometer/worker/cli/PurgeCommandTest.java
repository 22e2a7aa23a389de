package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import dev.nilometer.worker.rollup.History;
import dev.nilometer.worker.rollup.Span;
import dev.nilometer.worker.rollup.Worked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class PurgeCommandTest {
    private static final List<String> ROWS = List.of(
            "SELECT metric_type || recorded_at || metric_value || labels || service || environment || instance"
                    + " || coalesce(execution_id, 0) FROM operational_metrics ORDER BY 1",
            "SELECT (to_jsonb(e) - 'metadata')::text FROM executions e ORDER BY 1",
            "SELECT concat_ws(' ', s.\"from\", count, sum, min, max, series_id, stream_no, md5(sketch))"
                    + " FROM sample_sketches s ORDER BY 1",
            "SELECT to_jsonb(s)::text FROM execution_sketches s ORDER BY 1");

    private static final String STORIES =
            "SELECT concat_ws(' ', i.kind, i.started_at, i.actor, i.duration_ms, i.execution_id)"
                    + " FROM (SELECT DISTINCT item_id FROM execution_rows WHERE item_id IS NOT NULL) e, item(e.item_id) i ORDER BY 1";

    private final Instant due = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(31, ChronoUnit.DAYS);

    private String fill(TestDatabase database) {
        new Worked(database).days(due);
        History history = new History(database, 1);
        Span hours = new Span(due, due.plus(Duration.ofHours(5)));
        history.rows(hours, 400, 200);
        history.sketches(hours, 200, 100);
        return due.toString().substring(0, 10);
    }

    private static List<List<@Nullable String>> rows(TestDatabase database) {
        return ROWS.stream().map(database::column).toList();
    }

    @Test
    void saysWhatItWouldDoAndDoesIt(TestDatabase database) {
        String day = fill(database);
        List<List<@Nullable String>> before = rows(database);
        Answer dry = Shell.on(database).run("purge", "--dry-run");
        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.out()).contains(day + ": ", "because retention is over");
        assertThat(dry.lastLine()).isEqualTo("1 day would be purged if proven; nothing was changed");
        assertThat(rows(database)).isEqualTo(before);
        Answer purge = Shell.on(database).run("purge");
        assertThat(purge.exit()).as(purge.err()).isZero();
        assertThat(purge.lastLine()).matches("purged 1 day, 900 records, \\d+\\.\\d [KM]iB in \\d+\\.\\d s");
        assertThat(Shell.on(database).run("purge").lastLine()).startsWith("purged 0 days, 0 records, ");
        assertThat(database.column("SELECT command || ' ' || status FROM run_history ORDER BY id"))
                .containsExactly("purge completed", "purge completed");
    }

    @Test
    void restoresAnArchivedDayForReadingOnly(TestDatabase database, @TempDir Path folder) throws Exception {
        String day = fill(database);
        database.execute("UPDATE execution_rows SET item_id = 'item-' || id");
        List<List<@Nullable String>> before = rows(database);
        List<@Nullable String> stories = database.column(STORIES);
        assertThat(stories).isNotEmpty();
        Answer purge = Shell.on(database).run("purge", "--archive", folder.toString());
        assertThat(purge.exit()).as(purge.err()).isZero();
        assertThat(rows(database)).allSatisfy(rows -> assertThat(rows).isEmpty());
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(5);
        }
        String history = new Worked(database).bytes();
        Path manifest = folder.resolve("nilometer_" + day + ".json");
        Answer restore = Shell.on(database).run("restore", manifest.toString(), "--keep-until", "2999-01-01");
        assertThat(restore.exit()).as(restore.err()).isZero();
        assertThat(rows(database)).isEqualTo(before);
        assertThat(Shell.on(database).run("restore", manifest.toString()).err()).contains("is restored already");
        Shell.on(database).run("rollup");
        assertThat(Shell.on(database).run("purge").lastLine()).startsWith("purged 0 days");
        assertThat(rows(database)).isEqualTo(before);
        // the processes that recorded it are forgotten
        database.execute("UPDATE execution_rows SET stream_no = 0; UPDATE sample_rows SET stream_no = 0");
        assertThat(database.column(STORIES)).isEqualTo(stories);
        database.execute("UPDATE purged_days SET restored_until = now()::date - 1");
        assertThat(Shell.on(database).run("purge").lastLine()).startsWith("purged 1 day, 0 records");
        assertThat(rows(database)).allSatisfy(rows -> assertThat(rows).isEmpty());
        assertThat(new Worked(database).bytes()).isEqualTo(history);
    }

    @Test
    void keepsTheRowsWhenTheArchiveCannotBeWritten(TestDatabase database, @TempDir Path folder) throws Exception {
        fill(database);
        List<List<@Nullable String>> before = rows(database);
        Path file = Files.writeString(folder.resolve("file"), "");
        Answer purge = Shell.on(database).run("purge", "--archive", file.toString());
        assertThat(purge.exit()).isEqualTo(1);
        assertThat(purge.err()).contains("the archive cannot be written");
        assertThat(rows(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "purge --rows-days 0",
                "purge --hour-days 39",
                "backfill --from 2026-01-01",
                "serve --nightly-cron never",
                "restore nothing.json",
                "restore nilometer_2026-10-01.json --keep-until 2026-10-08"
            })
    void wantsWhatMakesSense(String arguments) {
        Answer answer = new Shell()
                .with("NILOMETER_DB_URL", "jdbc:postgresql://localhost:1/x")
                .run(arguments.split(" "));
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err().lines()).hasSize(1);
    }
}
