package dev.nilometer.store.send;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import dev.nilometer.store.Postgres;
import dev.nilometer.store.spool.Spool;
import dev.nilometer.store.spool.SpoolStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the spool holds to PostgreSQL, exactly once, and what dead processes left beside it. It never gives up:
 * after a failure it backs off with jitter and goes on from the position that the database tells. It keeps the promise
 * by three rules: a frame's bytes never change behind its number, v1_commit moves the position only from where we
 * believe it is, and no outcome is guessed.
 *
 * <p>{@link #sendOnce} is one try; nilometer-send calls it again and again ({@link SendLoop}). Status and readings may
 * be asked from every thread.
 */
public final class Sender {
    private static final long GREET_NANOS = 60_000_000_000L;
    private static final long ADOPT_NANOS = 600_000_000_000L;
    /** What a thread whose socket was closed needs to notice. */
    private static final long PARTING_NANOS = 50_000_000L;

    private final SendSettings settings;
    private final Spool spool;
    private final Consumer<FleetSettings> listener;
    private final Connector connector;
    private final Watchdog watchdog = new Watchdog();
    private final Delivery own;
    private final Estate estate;
    private final SendLog log;
    private final SendLoop loop;
    private volatile @Nullable FleetSettings fleet;
    private @Nullable Session session;
    private long greetedNanos;
    private long adoptedNanos;
    private boolean adopted;
    private boolean unfinished;

    /**
     * A sender; {@link #start} it, or call {@link #sendOnce}.
     *
     * @param listener told on nilometer-send what the database says about row budget, interval and off switch
     */
    public Sender(SendSettings settings, Spool spool, Diagnostics diagnostics, Consumer<FleetSettings> listener) {
        this(settings, spool, diagnostics, listener, DriverLoader::load);
    }

    /** A sender with drivers from here; asked anew when one was spoiled. */
    Sender(
            SendSettings settings,
            Spool spool,
            Diagnostics diagnostics,
            Consumer<FleetSettings> listener,
            Supplier<Postgres> drivers) {
        this.settings = settings;
        this.spool = spool;
        this.listener = listener;
        this.connector = new Connector(settings, drivers);
        this.own = new Delivery(spool);
        this.estate = new Estate(diagnostics);
        this.log = new SendLog(diagnostics, settings.url().display());
        this.loop = new SendLoop(this, spool, diagnostics);
        initialise(FailureKind.class);
        initialise(SendResult.Outcome.class);
    }

    /** Not when it is first used: were the heap full at that moment, it would be unusable for ever. */
    private static void initialise(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new LinkageError("a class that is there", impossible);
        }
    }

    /** Starts nilometer-send and nilometer-watch: the factory's threads, renamed and made daemons. */
    public void start(ThreadFactory threads) {
        watchdog.start(threads);
        loop.start(threads);
    }

    /**
     * Tries to store one group of frames. For nilometer-send, and for tests without it. Throws nothing but an
     * OutOfMemoryError, which may come at any step: the next try begins with a connection of its own.
     */
    public SendResult sendOnce() {
        if (unfinished) {
            startOver();
        }
        unfinished = true;
        SendResult result = tryOnce();
        unfinished = false;
        return result;
    }

    private SendResult tryOnce() {
        try {
            Session on = session();
            steer(own.greet(on));
            // Switched off, no commit brings the settings home: ask for them at every send.
            if (!isEnabled() || System.nanoTime() - greetedNanos > GREET_NANOS) {
                steer(own.greetAgain(on));
                greetedNanos = System.nanoTime();
            }
            SendResult result = isEnabled() ? deliver(on) : SendResult.of(SendResult.Outcome.DISABLED);
            log.succeeded(isEnabled() ? "sending" : "switched off by the database's settings");
            return result;
        } catch (SQLException e) {
            return failed(FailureKind.of(e, false), e);
        } catch (LinkageError e) {
            if (DriverLoader.canMend(e)) {
                connector.letGoOfDriver();
            }
            return failed(FailureKind.OTHER, e);
        } catch (RuntimeException e) {
            return failed(FailureKind.OTHER, e);
        }
    }

    private SendResult deliver(Session on) throws SQLException {
        SendResult result = own.deliver(on);
        if (result.outcome() == SendResult.Outcome.SENT) {
            log.stored();
            steer(own.fleet());
        }
        if (result.hasMore()) {
            return result;
        }
        // A busy process has something at every send: the dead get their turn when it has sent that.
        adoptTheDead();
        SendResult left = estate.deliver(on);
        return left.outcome() == SendResult.Outcome.IDLE ? result : left;
    }

    private void adoptTheDead() {
        if (!adopted || System.nanoTime() - adoptedNanos > ADOPT_NANOS) {
            adopted = true;
            adoptedNanos = System.nanoTime();
            estate.adopt(spool.settings().dir());
        }
    }

    private Session session() throws SQLException {
        Session open = session;
        if (open != null && open.isOpen()) {
            return open;
        }
        Session fresh = connect();
        session = fresh;
        greetedNanos = System.nanoTime();
        return fresh;
    }

    private Session connect() throws SQLException {
        long beginNanos = System.nanoTime();
        try {
            return connector.open(watchdog);
        } finally {
            watchdog.took(System.nanoTime() - beginNanos);
        }
    }

    private void steer(@Nullable FleetSettings now) {
        if (now != null && now != fleet) {
            fleet = now;
            listener.accept(now);
        }
    }

    private SendResult failed(FailureKind kind, Throwable e) {
        startOver();
        log.failed(kind, e);
        return SendResult.of(SendResult.Outcome.FAILED);
    }

    /** What was under way is not known to be stored or not: the database will say. */
    private void startOver() {
        disconnect();
        own.interrupted();
        estate.interrupted();
    }

    /** True while the last failure, if any, is overcome. */
    boolean isHealthy() {
        return log.status(0, 0, null).isHealthy();
    }

    private boolean isEnabled() {
        FleetSettings now = fleet;
        return now == null || now.isEnabled();
    }

    /** Time between sends, ms: ours, or the longer one that the database asks for. */
    long intervalMillis() {
        FleetSettings now = fleet;
        return now == null ? settings.intervalMillis() : Math.max(settings.intervalMillis(), now.sendIntervalMillis());
    }

    /** Closes the connection; the next send opens another. */
    void disconnect() {
        Session open = session;
        if (open != null) {
            open.close();
        }
        session = null;
    }

    /**
     * Sends what still waits, for at most so long, and ends the threads: the connection is cut under one that waits for
     * an answer. True when nothing waits any more.
     */
    public boolean finish(long maxNanos) {
        if (loop.isDone()) {
            log.leave();
        }
        watchdog.endBy(maxNanos);
        boolean done = loop.finish(maxNanos);
        if (!loop.awaitEnd(0)) {
            connector.cut();
            loop.awaitEnd(PARTING_NANOS);
        }
        watchdog.stop();
        return done;
    }

    /** After {@link #finish}: lets go of connection and folders. */
    public void close() {
        if (loop.awaitEnd(0)) {
            disconnect();
        }
        estate.close();
    }

    /** How it is. Any thread. */
    public SendStatus status() {
        return log.status(spool.status().settled(), watchdog.tookNanos(), fleet);
    }

    /** Its numbers for /metrics. Any thread. */
    public List<SelfReading> readings() {
        List<SelfReading> readings = new ArrayList<>();
        SpoolStatus held = spool.status();
        readings.add(SelfReading.of(SelfMetric.SPOOL_BYTES, (double) held.bytes()));
        readings.add(SelfReading.of(SelfMetric.SPOOL_LIMIT, (double) held.limitBytes()));
        log.failures()
                .forEach((reason, count) ->
                        readings.add(SelfReading.of(SelfMetric.SEND_FAILURES, (double) count, reason)));
        FleetSettings now = fleet;
        if (now != null) {
            readings.add(SelfReading.of(SelfMetric.OLDEST_DIRTY, now.oldestDirtySeconds()));
        }
        return readings;
    }
}
