package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.store.copy.CopyLoad;
import dev.nilometer.store.copy.CopyRows;
import dev.nilometer.store.copy.CopyTarget;
import dev.nilometer.store.copy.SampleCopy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints the sender's rows per second beside a bare binary COPY of as many rows; asserts only that all arrived. */
class SpeedTest {
    private static final int ROWS = 2_000_000;
    private static final int BATCH = 10_000;

    @TempDir
    Path dir;

    @Test
    @Tag("storm")
    void printsRowsPerSecondBesideABareCopy() throws SQLException {
        for (int round = 0; round < 3; round++) {
            System.out.printf("bare COPY %,d rows/s, sender %,d rows/s%n", bare(), sender());
        }
    }

    private long sender() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        for (int i = 0; i < ROWS / BATCH; i++) {
            Batch batch = rig.drain.batch(BATCH, 0, 0);
            rig.frame(batch);
        }
        rig.sender.sendOnce();
        long start = System.nanoTime();
        rig.sendAll();
        long nanos = System.nanoTime() - start;
        assertThat(rig.stored("sample_rows")).isEqualTo(rig.drain.rows(RecordKind.SAMPLE));
        rig.end();
        return (long) (ROWS / (nanos / 1e9));
    }

    private long bare() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        database.execute("SELECT ${schema}.v1_partitions()");
        long now = System.currentTimeMillis() * 1_000;
        try (Connection connection = database.owner()) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (int i = 0; i < ROWS / (2 * BATCH); i++) {
                CopyRows rows = new CopyRows(CopyTarget.SAMPLE_ROWS);
                for (int row = 0; row < 2 * BATCH; row++) {
                    SampleCopy.row(rows, now + row, row * 7919L, row, 1 + row % 12, 1);
                }
                CopyLoad.send(connection, database.schema(), rows);
                connection.commit();
            }
            return (long) (ROWS / ((System.nanoTime() - start) / 1e9));
        }
    }
}
