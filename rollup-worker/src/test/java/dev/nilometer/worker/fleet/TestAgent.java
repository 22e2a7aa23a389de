package dev.nilometer.worker.fleet;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Totals;
import dev.nilometer.store.Identity;
import dev.nilometer.store.send.DatabaseUrl;
import dev.nilometer.store.send.SendSettings;
import dev.nilometer.store.send.SendStatus;
import dev.nilometer.store.send.Sender;
import dev.nilometer.store.spool.Spool;
import dev.nilometer.store.spool.SpoolSettings;
import dev.nilometer.worker.database.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;

/** An agent's spool and sender with their own threads, fed by the test. */
final class TestAgent implements AutoCloseable, Dictionary, Diagnostics {
    private static final int SERIES = 20;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Spool spool;
    private final Sender sender;
    private long made;

    TestAgent(TestDatabase database, String role, Path dir, int number) {
        Identity identity = Identity.builder("fleet", "test", "agent-" + number).build();
        spool = Spool.open(SpoolSettings.of(dir, 1 << 20, false), identity, this, this);
        SendSettings settings =
                SendSettings.builder(DatabaseUrl.of(database.url())).user(role).build();
        sender = new Sender(settings, spool, this, fleet -> {});
        showDriver();
    }

    /** A sender hides its driver from DriverManager, where the tests' own connections look for one. */
    private static void showDriver() {
        try {
            if (!Driver.isRegistered()) {
                Driver.register();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        spool.start(Thread::new);
        sender.start(Thread::new);
    }

    /** One sample of each series. */
    void record() {
        Batch batch = new Batch();
        for (int i = 0; i < SERIES; i++) {
            batch.samples().add(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()), i, 0, 1 + i);
        }
        made += SERIES;
        batch.setTotals(RecordKind.SAMPLE, Totals.of(made, made, 0, 0, Map.of()));
        spool.offer(batch);
    }

    boolean hasSentAll() {
        return spool.framedSequence() > 0 && spool.status().settled() == spool.framedSequence();
    }

    SendStatus status() {
        return sender.status();
    }

    List<String> warnings() {
        return warnings;
    }

    @Override
    public SeriesKey series(int number) {
        return SeriesKey.of(MetricType.PROCESSING_TIME, "stage", "s" + number);
    }

    @Override
    public GroupKey group(int number) {
        return GroupKey.of("a" + number, "", false, "");
    }

    @Override
    public void warn(String sentence) {
        warnings.add(sentence);
    }

    @Override
    public void info(String sentence) {}

    @Override
    public void debug(String sentence) {}

    @Override
    public void close() {
        long briefly = TimeUnit.MILLISECONDS.toNanos(500);
        spool.finish(briefly);
        sender.finish(briefly);
        sender.close();
        spool.close();
    }
}
