package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderTest {
    private static final long DAY = 86_400_000_000L;

    @TempDir
    Path dir;

    @Test
    void storesRowsSketchesLedgerAndTotals() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        for (int i = 0; i < 100; i++) {
            rig.frame(rig.drain.random());
        }
        rig.sendAll();
        rig.assertAllStoredOnce();
        assertThat(rig.sender.status().isHealthy()).isTrue();
        assertThat(rig.fleet).isNotEmpty();
        rig.end();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void storesEveryFieldAsItWas() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        Batch batch = new Batch();
        batch.executions()
                .add(new dev.nilometer.model.ExecutionRow.Builder(41, 1)
                        .ended(rig.drain.nowMicros(), 1_234_567)
                        .waited(99)
                        .parent(40)
                        .used(12, 34)
                        .on("item 'ü", "corr", "u-17")
                        .humanIntervention(true)
                        .attempt(2)
                        .stagesKept(3)
                        .error("broke \u0000 \uD83D\uDE00 \"x\"")
                        .put("k\"\n", "v\\")
                        .build());
        rig.frame(rig.drain.counted(batch));
        rig.sendAll();
        assertThat(rig.database.text("SELECT concat_ws('|', (extract(epoch FROM at) * 1000000)::bigint, latency_ns,"
                        + " wait_ns, id, parent_id, tokens, cost_nano_usd, item_id, correlation_id, user_id,"
                        + " human_intervention, attempt, stages_kept, error_message, metadata)"
                        + " FROM ${schema}.execution_rows"))
                .isEqualTo(rig.drain.nowMicros() + "|1234567|99|41|40|12|34|item 'ü|corr|u-17|t|2|3|broke \uFFFD"
                        + " \uD83D\uDE00 \"x\"|{\"k\\\"\\n\": \"v\\\\\"}");
        assertThat(rig.database.text("SELECT actor || '/' || queue || '/' || status || '/' || error_type"
                        + " FROM ${schema}.execution_groups"))
                .isEqualTo(rig.drain.group(1).toString().replace("success", "success/"));
        rig.end();
    }

    @Test
    void mergesSketchesOfOneQuarterInsideAGroup() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        for (int i = 0; i < 200; i++) {
            rig.frame(rig.drain.batch(0, 0, 3));
        }
        rig.sendAll();
        rig.assertAllStoredOnce();
        assertThat(rig.stored("sample_sketches")).isLessThanOrEqualTo(12);
        rig.end();
    }

    @Test
    void putsLateRowsIntoTheLateTables() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        Batch batch = rig.drain.batch(2, 1, 0);
        rig.frame(batch);
        Batch late = new Batch();
        rig.drain.sample(late, 0);
        rig.drain.execution(late, rig.drain.nowMicros() - 90 * DAY, "late");
        rig.frame(rig.drain.counted(late));
        rig.sendAll();
        assertThat(rig.stored("late_sample_rows")).isEqualTo(1);
        assertThat(rig.stored("late_execution_rows")).isEqualTo(1);
        assertThat(rig.database.number("SELECT sum(rows) FROM ${schema}.ledger"))
                .isEqualTo(3);
        assertThat(total(rig, "sample", "rows")).isEqualTo(3);
        rig.assertBalanced();
        rig.end();
    }

    @Test
    void setsRowsOfTheFutureAside() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        Batch batch = new Batch();
        for (int i = 0; i < 300; i++) {
            rig.drain.sample(batch, rig.drain.nowMicros() + 400 * DAY);
        }
        rig.drain.execution(batch, 253_000_000_000_000_000L, "in the year 9987");
        rig.drain.execution(batch, rig.drain.nowMicros(), "now");
        rig.frame(rig.drain.counted(batch));
        rig.sendAll();
        assertThat(rig.stored("sample_rows")).isZero();
        assertThat(rig.stored("execution_rows")).isEqualTo(1);
        assertThat(rig.stored("rejected_rows")).isEqualTo(101);
        assertThat(dropped(rig, "sample", "future")).isEqualTo(300);
        assertThat(dropped(rig, "execution", "future")).isEqualTo(1);
        rig.assertBalanced();
        rig.end();
    }

    @Test
    void makesThePartitionsThatAreMissing() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        Batch batch = new Batch();
        for (int day = 1; day < 6; day++) {
            rig.drain.execution(batch, rig.drain.nowMicros() - day * DAY, "day " + day);
        }
        rig.frame(rig.drain.counted(batch));
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void setsTheOneBadRowAsideAndStoresTheOthers() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.database.execute("CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.item_id LIKE 'bad%' THEN RAISE 'bad item' USING ERRCODE = '22023'; END IF; RETURN NEW;"
                + " END $$");
        rig.database.execute("CREATE TRIGGER refuse BEFORE INSERT ON ${schema}.execution_rows"
                + " FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse()");
        rig.frame(rig.drain.batch(100, 50, 2));
        Batch batch = rig.drain.batch(20, 500, 0);
        for (int i = 0; i < 3; i++) {
            rig.drain.execution(batch, rig.drain.nowMicros(), "bad " + i);
        }
        rig.drain.sample(batch, Long.MIN_VALUE / 2);
        rig.drain.recount(batch, 1, 3);
        rig.frame(batch);
        rig.frame(rig.drain.batch(100, 50, 2));
        rig.sendAll();
        assertThat(rig.stored("execution_rows")).isEqualTo(rig.drain.rows(RecordKind.EXECUTION) - 3);
        assertThat(rig.stored("sample_rows")).isEqualTo(rig.drain.rows(RecordKind.SAMPLE) - 1);
        assertThat(rig.stored("rejected_rows")).isEqualTo(4);
        assertThat(rig.database.text("SELECT content FROM ${schema}.rejected_rows WHERE content LIKE '%bad 1%'"))
                .contains("\"item_id\":\"bad 1\"");
        assertThat(dropped(rig, "execution", "rejected")).isEqualTo(3);
        assertThat(dropped(rig, "sample", "rejected")).isEqualTo(1);
        rig.assertBalanced();
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.sendAll();
        assertThat(dropped(rig, "execution", "rejected")).isEqualTo(3);
        rig.assertBalanced();
        rig.end();
    }

    @Test
    void waitsForTheSchemaAndSaysSoOnce() {
        Rig rig = new Rig(TestDatabase.empty(), dir);
        rig.frame(rig.drain.batch(10, 5, 1));
        for (int i = 0; i < 10; i++) {
            assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        }
        assertThat(rig.words.warnings()).hasSize(1);
        assertThat(rig.words.warnings().get(0)).contains("migrate");
        assertThat(rig.sender.status().isHealthy()).isFalse();
        assertThat(rig.sender.status().failures()).containsEntry("no_schema", 10L);
        rig.database.migrate();
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void waitsWhileTheSchemaIsOlderAndSaysSoOnce() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.database.execute("ALTER TABLE ${schema}.execution_sketches RENAME users TO people");
        rig.frame(rig.drain.batch(10, 5, 1));
        for (int i = 0; i < 5; i++) {
            assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        }
        assertThat(rig.words.warnings()).singleElement().asString().contains("the schema is older than this agent");
        assertThat(rig.sender.status().failures()).containsOnlyKeys("old_schema");
        rig.database.execute("ALTER TABLE ${schema}.execution_sketches RENAME people TO users");
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void sendsToANewerSchema() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.database.execute("ALTER TABLE ${schema}.sample_rows ADD added text;"
                + " ALTER TABLE ${schema}.execution_sketches ADD added bytea DEFAULT '\\x01'");
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void waitsForARoleWithoutRights() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.database.execute("REVOKE ALL ON SCHEMA ${schema} FROM " + TestDatabase.AGENT);
        rig.frame(rig.drain.batch(10, 5, 1));
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        assertThat(rig.sender.status().state()).contains("rights");
        rig.database.execute("GRANT USAGE ON SCHEMA ${schema} TO " + TestDatabase.AGENT);
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void goesOnWhenADatabaseComesUpLater() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TestDatabase database = TestDatabase.migrated();
        Rig rig = new Rig(database, dir, database.settings(port));
        rig.frame(rig.drain.batch(10, 5, 1));
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        assertThat(rig.sender.status().failures()).containsKey("connection");
        rig.end();
        Rig next = new Rig(database, dir);
        next.sendAll();
        assertThat(next.stored("execution_rows")).isEqualTo(5);
        assertThat(next.stored("streams")).isEqualTo(4);
        next.assertBalanced();
        next.end();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void resendsWhatADatabaseHasForgotten() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        Map<Long, String> before = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            rig.frame(rig.drain.batch(10, 5, 0));
            rig.sendAll();
            before.put(rig.sender.status().position(), "");
        }
        rig.database.execute("UPDATE ${schema}.stream_registry SET \"position\" = 3");
        rig.database.execute("DELETE FROM ${schema}.execution_rows WHERE ctid IN (SELECT ctid FROM"
                + " ${schema}.execution_rows ORDER BY id DESC LIMIT 15)");
        rig.database.execute("DELETE FROM ${schema}.sample_rows WHERE at >= (SELECT at FROM ${schema}.sample_rows"
                + " ORDER BY at OFFSET 30 LIMIT 1)");
        rig.frame(rig.drain.batch(10, 5, 0));
        rig.sendAll();
        assertThat(rig.stored("execution_rows")).isEqualTo(rig.drain.rows(RecordKind.EXECUTION));
        assertThat(rig.stored("gaps")).isZero();
        rig.assertBalanced();
        assertThat(before).hasSize(6);
        rig.end();
    }

    @Test
    void reportsAGapForWhatNobodyHasAnyMore() throws Exception {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.sendAll();
        Path segment = dir.resolve(rig.spool.header().stream().toString()).resolve("00000000000000000001.seg");
        long from = java.nio.file.Files.size(segment);
        long lost = rig.drain.rows(RecordKind.SAMPLE)
                + rig.drain.sketched(RecordKind.SAMPLE)
                + rig.drain.rows(RecordKind.EXECUTION)
                + rig.drain.sketched(RecordKind.EXECUTION);
        rig.frame(rig.drain.batch(7, 3, 1));
        lost = rig.drain.rows(RecordKind.SAMPLE)
                + rig.drain.sketched(RecordKind.SAMPLE)
                + rig.drain.rows(RecordKind.EXECUTION)
                + rig.drain.sketched(RecordKind.EXECUTION)
                - lost;
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(from + 40);
            file.write(new byte[20]);
        }
        rig.frame(rig.drain.batch(10, 5, 1));
        rig.sendAll();
        assertThat(rig.database.text("SELECT reason || ' ' || records FROM ${schema}.gaps"))
                .isEqualTo("gap " + lost);
        assertThat(dropped(rig, "sample", "gap") + dropped(rig, "execution", "gap"))
                .isEqualTo(lost);
        assertThat(rig.stored("execution_rows")).isEqualTo(10);
        rig.assertBalanced();
        rig.end();
    }

    @Test
    void obeysTheFleetsSettings() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.database.execute(
                "UPDATE ${schema}.settings SET raw_per_second = 77, send_interval_ms = 3000," + " enabled = false");
        rig.frame(rig.drain.batch(10, 5, 1));
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.DISABLED);
        assertThat(rig.stored("execution_rows")).isZero();
        FleetSettings fleet = rig.fleet.get(rig.fleet.size() - 1);
        assertThat(fleet.isEnabled()).isFalse();
        assertThat(fleet.rowsPerSecond()).isEqualTo(77);
        assertThat(rig.sender.intervalMillis()).isEqualTo(3_000);
        rig.end();
    }

    private static long total(Rig rig, String kind, String column) {
        return rig.database.number("SELECT " + column + " FROM ${schema}.streams WHERE kind = '" + kind + "'");
    }

    private static long dropped(Rig rig, String kind, String reason) {
        return rig.database.number("SELECT coalesce((dropped ->> '" + reason + "')::bigint, 0) FROM ${schema}.streams"
                + " WHERE kind = '" + kind + "'");
    }
}
