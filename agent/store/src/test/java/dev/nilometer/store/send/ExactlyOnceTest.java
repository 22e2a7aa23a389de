package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.RecordKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy that loses the answers to COMMIT and cuts in the middle of COPY, every record is stored once. */
class ExactlyOnceTest {
    @TempDir
    Path dir;

    @Test
    void storesEachRecordOnceWhateverBreaks() throws IOException {
        run(80, 25);
    }

    @Test
    @Tag("storm")
    void storesEachRecordOnceInTwoThousandGroups() throws IOException {
        run(2_000, 600);
    }

    private void run(int groups, int faults) throws IOException {
        Random random = new Random(4);
        TestDatabase database = TestDatabase.migrated();
        try (FaultProxy proxy = new FaultProxy(TestDatabase.port())) {
            Rig rig = new Rig(database, dir, database.settings(proxy.port()));
            rig.sendThrough(5);
            for (int i = 0; i < groups; i++) {
                rig.frame(rig.drain.batch(random.nextInt(200), random.nextInt(100), random.nextInt(3)));
                if (i % 3 == 0) {
                    proxy.swallowNextCommit();
                } else if (i % 3 == 1) {
                    proxy.cutAfter(random.nextInt(20_000));
                }
                rig.sendThrough(20);
            }
            proxy.cutAfter(Long.MAX_VALUE);
            rig.sendThrough(20);
            assertThat(proxy.swallowed()).isGreaterThanOrEqualTo(faults);
            assertThat(proxy.cuts()).isGreaterThanOrEqualTo(faults);
            rig.assertAllStoredOnce();
            assertThat(rig.stored("gaps")).isZero();
            assertThat(rig.words.warnings().size()).isLessThan(groups);
            assertThat(rig.drain.rows(RecordKind.EXECUTION)).isPositive();
            rig.end();
        }
    }
}
