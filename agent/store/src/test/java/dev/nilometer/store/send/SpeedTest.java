package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleRows;
import dev.nilometer.store.TestStream;
import dev.nilometer.store.copy.CopyRows;
import dev.nilometer.store.copy.CopyTarget;
import dev.nilometer.store.copy.SampleCopy;
import dev.nilometer.store.driver.CopyLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sender's rows per second beside a bare binary COPY of the same kind of rows into the same table, 20,000 in a
 * transaction as the sender has them, and beside JDBC batches of 1,000. Medians of rounds by turns, so that all meet the
 * same disk.
 */
class SpeedTest {
    private static final int ROWS = 1_000_000;
    private static final int BATCH_ROWS = 100_000;
    private static final int GROUP = 20_000;
    private static final int ROUNDS = 5;

    @TempDir
    Path dir;

    @Test
    @Tag("storm")
    void keepsUpWithABareCopy() throws SQLException {
        sender();
        bare();
        double[] sender = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        double[] batches = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = bare();
            sender[round] = sender();
            batches[round] = batches();
        }
        double send = median(sender);
        System.out.printf(
                "sender %,.0f rows/s, bare COPY %,.0f (%.2f of it), JDBC batches %,.0f (%.1f times)%n",
                send, median(bare), send / median(bare), median(batches), send / median(batches));
        System.out.println("sender by round " + Arrays.toString(sender) + ", bare " + Arrays.toString(bare));
        assertThat(send / median(bare)).isGreaterThan(0.8);
        assertThat(send / median(batches)).isGreaterThan(6);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[ROUNDS / 2];
    }

    private double sender() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.sender.sendOnce();
        for (int i = 0; i < ROWS / (GROUP / 5); i++) {
            rig.frame(rig.drain.batch(GROUP / 5, 0, 0)); // 200 ms of 20,000 rows a second
        }
        long start = System.nanoTime();
        rig.sendAll();
        double perSecond = ROWS / ((System.nanoTime() - start) / 1e9);
        assertThat(rig.stored("sample_rows")).isEqualTo(rig.drain.rows(RecordKind.SAMPLE));
        rig.end();
        rig.database.execute("DROP SCHEMA ${schema} CASCADE");
        return perSecond;
    }

    private static double bare() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        database.execute("SELECT ${schema}.v1_partitions()");
        TestStream drain = new TestStream("bare", 1);
        List<SampleRows> groups = new ArrayList<>();
        for (int i = 0; i < ROWS / GROUP; i++) {
            groups.add(drain.batch(GROUP, 0, 0).samples());
        }
        try (Connection connection = database.owner()) {
            connection.setAutoCommit(false);
            CopyRows rows = new CopyRows(CopyTarget.SAMPLE_ROWS);
            long start = System.nanoTime();
            for (SampleRows group : groups) {
                rows.reset();
                for (int row = 0; row < GROUP; row++) {
                    SampleCopy.row(
                            rows, group.atMicros(row), group.value(row), group.execution(row), group.series(row), 1);
                }
                CopyLoad.send(connection, database.schema(), rows);
                connection.commit();
            }
            double perSecond = ROWS / ((System.nanoTime() - start) / 1e9);
            connection.setAutoCommit(true);
            database.execute("DROP SCHEMA ${schema} CASCADE");
            return perSecond;
        }
    }

    private static double batches() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        database.execute("SELECT ${schema}.v1_partitions()");
        long now = System.currentTimeMillis();
        String sql = "INSERT INTO " + database.schema()
                + ".sample_rows (at, value, execution_id, series_id, stream_no) VALUES (?, ?, ?, ?, ?)";
        try (Connection connection = database.owner();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (int row = 0; row < BATCH_ROWS; row++) {
                insert.setTimestamp(1, new Timestamp(now + row));
                insert.setLong(2, row * 7919L);
                insert.setLong(3, row);
                insert.setInt(4, 1 + row % 12);
                insert.setInt(5, 1);
                insert.addBatch();
                if (row % 1_000 == 999) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            double perSecond = BATCH_ROWS / ((System.nanoTime() - start) / 1e9);
            connection.setAutoCommit(true);
            database.execute("DROP SCHEMA ${schema} CASCADE");
            return perSecond;
        }
    }
}
