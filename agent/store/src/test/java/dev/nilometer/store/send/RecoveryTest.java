package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.RecordKind;
import dev.nilometer.store.Words;
import dev.nilometer.store.spool.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    @TempDir
    Path dir;

    @Test
    void deliversTheDeadAndLeavesTheLivingAlone() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        Rig alive = new Rig(database, dir);
        alive.frame(alive.drain.batch(10, 5, 1));
        Rig first = new Rig(database, dir);
        Rig second = new Rig(database, dir);
        for (int i = 0; i < 20; i++) {
            first.frame(first.drain.batch(10, 5, 1));
            second.frame(second.drain.batch(10, 5, 1));
        }
        second.sender.sendOnce();
        second.frame(second.drain.batch(1, 1, 0));
        first.end();
        second.end();
        RecoveryResult result = new Recovery(database.settings(), new Words()).run(dir);
        assertThat(result.streams()).isEqualTo(2);
        assertThat(alive.stored("execution_rows"))
                .isEqualTo(first.drain.rows(RecordKind.EXECUTION) + second.drain.rows(RecordKind.EXECUTION));
        assertThat(alive.stored("streams")).isEqualTo(4);
        alive.assertBalanced();
        assertThat(folder(alive.spool)).exists();
        assertThat(folder(first.spool)).doesNotExist();
        assertThat(new Recovery(database.settings(), new Words()).run(dir).streams())
                .isZero();
        alive.sendAll();
        alive.end();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void deliversTheDeadBesideOneThatHasSomethingAtEverySend() {
        TestDatabase database = TestDatabase.migrated();
        Rig dead = new Rig(database, dir);
        for (int i = 0; i < 5; i++) {
            dead.frame(dead.drain.batch(10, 5, 1));
        }
        dead.end();
        Rig busy = new Rig(database, dir);
        for (int send = 0; send < 10; send++) {
            busy.frame(busy.drain.batch(10, 5, 1));
            assertThat(busy.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.SENT);
        }
        assertThat(folder(dead.spool)).doesNotExist();
        assertThat(busy.stored("execution_rows"))
                .isEqualTo(dead.drain.rows(RecordKind.EXECUTION) + busy.drain.rows(RecordKind.EXECUTION));
        busy.assertBalanced();
        busy.end();
    }

    @Test
    void storesNothingTwiceWhenTheDeadOnesCommitWasNeverAnswered() throws Exception {
        TestDatabase database = TestDatabase.migrated();
        try (FaultProxy proxy = new FaultProxy(TestDatabase.port())) {
            Rig rig = new Rig(database, dir, database.settings(proxy.port()));
            rig.sendThrough(3);
            rig.frame(rig.drain.batch(10, 5, 1));
            rig.frame(rig.drain.batch(10, 5, 1));
            proxy.swallowNextCommit();
            assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
            rig.end();
            assertThat(folder(rig.spool)).exists();
            new Recovery(database.settings(), new Words()).run(dir);
            rig.assertAllStoredOnce();
            assertThat(folder(rig.spool)).doesNotExist();
        }
    }

    @Test
    void goesOnCountingTheLossesOfTheDead() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        Rig rig = new Rig(database, dir);
        var batch = rig.drain.batch(10, 5, 1);
        rig.drain.sample(batch, Long.MIN_VALUE / 2);
        rig.drain.recount(batch, 1, 0);
        rig.frame(batch);
        rig.sendAll();
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.end();
        new Recovery(database.settings(), new Words()).run(dir);
        assertThat(database.number(
                        "SELECT (dropped ->> 'rejected')::bigint FROM ${schema}.streams" + " WHERE kind = 'sample'"))
                .isEqualTo(1);
        assertThat(database.number("SELECT rows FROM ${schema}.streams WHERE kind = 'sample'"))
                .isEqualTo(rig.stored("sample_rows"));
        rig.assertBalanced();
    }

    @Test
    void tellsFramesOlderThanTheDatabasesMemoryAsAGap() throws Exception {
        TestDatabase database = TestDatabase.migrated();
        Rig rig = new Rig(database, dir);
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.end();
        try (Stream<Path> files = Files.list(folder(rig.spool))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(401))));
            }
        }
        RecoveryResult result = new Recovery(database.settings(), new Words()).run(dir);
        assertThat(result.rows()).isZero();
        assertThat(database.text("SELECT concat_ws(' ', after, up_to, reason, records - 30) FROM ${schema}.gaps"))
                .isEqualTo("0 2 too old "
                        + (rig.drain.sketched(RecordKind.SAMPLE) + rig.drain.sketched(RecordKind.EXECUTION)));
        assertThat(rig.stored("sample_rows")).isZero();
        assertThat(folder(rig.spool)).doesNotExist();
    }

    private Path folder(Spool spool) {
        return dir.resolve(spool.header().stream().toString());
    }
}
