package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import dev.nilometer.store.Postgres;
import dev.nilometer.store.TestStream;
import dev.nilometer.store.Words;
import dev.nilometer.store.spool.Spool;
import dev.nilometer.store.spool.SpoolSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A drain, a spool and a sender, stepped by the test. */
final class Rig {
    private static final AtomicInteger STREAMS = new AtomicInteger();

    final TestDatabase database;
    final TestStream drain;
    final Words words = new Words();
    final List<FleetSettings> fleet = new ArrayList<>();
    final Spool spool;
    final Sender sender;

    Rig(TestDatabase database, Path dir, SendSettings settings) {
        this(database, dir, settings, DriverLoader::load);
    }

    Rig(TestDatabase database, Path dir, SendSettings settings, Supplier<Postgres> drivers) {
        int number = STREAMS.incrementAndGet();
        this.database = database;
        this.drain = new TestStream("rig" + number, number);
        this.spool = Spool.open(
                SpoolSettings.of(dir, SpoolSettings.DEFAULT_MAX_BYTES, false), TestStream.identity(), drain, words);
        this.sender = new Sender(settings, spool, words, fleet::add, drivers);
    }

    Rig(TestDatabase database, Path dir) {
        this(database, dir, database.settings());
    }

    void frame(Batch batch) {
        assertThat(spool.offer(batch)).isTrue();
        spool.writeOnce();
    }

    /** Sends until nothing waits; fails when a send fails. */
    void sendAll() {
        for (SendResult result = sender.sendOnce();
                result.outcome() != SendResult.Outcome.IDLE;
                result = sender.sendOnce()) {
            assertThat(result.outcome()).as(sender.status().lastError()).isEqualTo(SendResult.Outcome.SENT);
        }
    }

    /** Sends until nothing waits, whatever fails on the way. */
    void sendThrough(int maxTries) {
        for (int i = 0; i < maxTries; i++) {
            if (sender.sendOnce().outcome() == SendResult.Outcome.IDLE) {
                return;
            }
        }
        throw new AssertionError("still not through: " + sender.status().lastError());
    }

    void end() {
        spool.finish(0);
        sender.close();
        spool.close();
    }

    long stored(String table) {
        return database.number("SELECT count(*) FROM ${schema}." + table);
    }

    /** Everything that the drain made is stored, once: rows, sketched records, ledger, and the totals of the stream. */
    void assertAllStoredOnce() {
        assertThat(stored("sample_rows")).isEqualTo(drain.rows(RecordKind.SAMPLE));
        assertThat(stored("execution_rows")).isEqualTo(drain.rows(RecordKind.EXECUTION));
        assertThat(database.number("SELECT count(DISTINCT item_id) FROM ${schema}.execution_rows"))
                .isEqualTo(drain.rows(RecordKind.EXECUTION));
        assertThat(database.number("SELECT coalesce(sum(count), 0) FROM ${schema}.sample_sketches"))
                .isEqualTo(drain.sketched(RecordKind.SAMPLE));
        assertThat(database.number("SELECT coalesce(sum(count), 0) FROM ${schema}.execution_sketches"))
                .isEqualTo(drain.sketched(RecordKind.EXECUTION));
        assertThat(database.text("SELECT sum(rows) || ' ' || sum(sketched) FROM ${schema}.ledger"))
                .isEqualTo((drain.rows(RecordKind.SAMPLE) + drain.rows(RecordKind.EXECUTION)) + " "
                        + (drain.sketched(RecordKind.SAMPLE) + drain.sketched(RecordKind.EXECUTION)));
        assertBalanced();
    }

    /** recorded = rows + sketched + in flight + dropped, in SQL, for each stream and kind. */
    void assertBalanced() {
        assertThat(database.text(
                        "SELECT count(*) || ' ' || count(*) FILTER (WHERE recorded <> rows + sketched + in_flight"
                                + " + (SELECT coalesce(sum(value::bigint), 0) FROM jsonb_each_text(dropped)))"
                                + " FROM ${schema}.streams"))
                .endsWith(" 0")
                .doesNotStartWith("0");
    }
}
