package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import dev.nilometer.store.Identity;
import dev.nilometer.store.spool.Spool;
import dev.nilometer.store.spool.SpoolSettings;
import dev.nilometer.worker.Silent;
import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class RecoverCommandTest {
    @TempDir
    Path dir;

    @Test
    void deliversWhatTheDeadLeftAndNothingOfTheLiving(TestDatabase database) {
        leave("a", 3);
        leave("b", 4);
        Spool living = open("c");
        frame(living, 5);
        Answer answer = Shell.on(database).run("recover", "--spool", dir.toString());
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.lastLine())
                .isEqualTo("delivered 2 streams, 7 rows; 1 stream left alone: in use, or of a later version");
        assertThat(database.column("SELECT instance || ' ' || rows FROM streams WHERE kind = 'sample' ORDER BY 1"))
                .containsExactly("a 3", "b 4");
        living.close();
        assertThat(Shell.on(database).run("recover", "--spool", dir.toString()).lastLine())
                .isEqualTo("delivered 1 stream, 5 rows");
        assertThat(Shell.on(database).run("recover", "--spool", dir.toString()).lastLine())
                .isEqualTo("delivered 0 streams, 0 rows");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void saysWhatIsMissing(TestDatabase database) {
        Answer folder =
                Shell.on(database).run("recover", "--spool", dir.resolve("none").toString());
        assertThat(folder.exit()).isEqualTo(1);
        assertThat(folder.err()).contains("there is no folder").hasLineCount(1);
        assertThat(Shell.on(database).run("recover").exit()).isEqualTo(2);
    }

    @Test
    void leavesEverythingThereWhileTheDatabaseIsAway(TestDatabase database) {
        leave("a", 3);
        Answer away = new Shell()
                .with("NILOMETER_DB_URL", "jdbc:postgresql://localhost:1/x")
                .run("recover", "--spool", dir.toString());
        assertThat(away.exit()).isEqualTo(1);
        assertThat(away.err()).contains("cannot reach").hasLineCount(1);
        assertThat(Shell.on(database).run("recover", "--spool", dir.toString()).lastLine())
                .isEqualTo("delivered 1 stream, 3 rows");
    }

    private void leave(String instance, int samples) {
        Spool spool = open(instance);
        frame(spool, samples);
        spool.close();
    }

    private Spool open(String instance) {
        Identity identity = Identity.builder("shop", "test", instance).build();
        return Spool.open(SpoolSettings.of(dir, 1 << 20, false), identity, new Words(), new Silent());
    }

    private static void frame(Spool spool, int samples) {
        Batch batch = new Batch();
        for (int i = 0; i < samples; i++) {
            batch.samples().add(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()), i, 0, 1);
        }
        batch.setTotals(RecordKind.SAMPLE, Totals.of(samples, samples, 0, 0, Map.of()));
        assertThat(spool.offer(batch)).isTrue();
        spool.writeOnce();
    }

    /** One series. */
    private static final class Words implements Dictionary {
        @Override
        public SeriesKey series(int number) {
            return SeriesKey.of(MetricType.EVENT, "event", "sold");
        }

        @Override
        public GroupKey group(int number) {
            return GroupKey.of("a", "", false, "");
        }
    }
}
