package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In a database whose every table is published, as change capture likes it, everything goes on. */
@ExtendWith(PostgresExtension.class)
class ChangeCaptureTest {
    @TempDir
    Path folder;

    @Test
    void publishingAllTablesStopsNothing(TestDatabase database) throws IOException {
        database.execute("CREATE PUBLICATION everything FOR ALL TABLES");
        Instant longAgo = Instant.now().minus(100, ChronoUnit.DAYS);
        succeed(database, "import", records("first", longAgo, 3));
        succeed(database, "rollup");
        succeed(database, "purge");
        succeed(database, "import", records("late", longAgo, 5));
        succeed(database, "rollup");
        succeed(database, "purge");
        succeed(database, "backfill", "--from", day(longAgo), "--to", day(Instant.now()));
        succeed(database, "settings", "enabled=false");
        assertThat(database.value("SELECT sum_value FROM metrics_aggregates"
                        + " WHERE granularity = 'hour' AND dimension_type = 'all' AND metric_name = 'basket_eur'"))
                .isEqualTo("8");
    }

    @Test
    void everyTableThatIsChangedOrDeletedFromHasAnIdentity(TestDatabase database) {
        assertThat(database.column("SELECT relname FROM pg_class c WHERE relnamespace = 'nilometer'::regnamespace"
                        + " AND relkind IN ('r', 'p') AND NOT relispartition AND relreplident <> 'f'"
                        + " AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary) ORDER BY 1"))
                .as("append targets: rows come by COPY and go with their partition")
                .containsExactly("execution_rows", "execution_sketches", "sample_rows", "sample_sketches");
    }

    private static void succeed(TestDatabase database, String... command) {
        Answer answer = Shell.on(database).run(command);
        assertThat(answer.exit()).as("%s: %s", command[0], answer.err()).isZero();
    }

    private String records(String name, Instant at, int value) throws IOException {
        return Files.writeString(
                        folder.resolve(name + ".csv"),
                        "recorded_at,metric_type,metric_value,service\n" + at + ",basket_eur," + value + ",shop\n")
                .toString();
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }
}
