package dev.nilometer.worker.rollup;

import dev.nilometer.worker.database.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One run: brings late rows home, rolls up every dirty hour, newest first, then merges the days and weeks whose parts
 * changed. Several workers may run at once: claims decide, and at the end each waits for what another one still has, so
 * that all that was dirty when a run began is rolled up when it ends. An hour that fails stops no other; a database that
 * is away stops the run. Reads settings and dictionaries anew at each run. Thread-safe.
 */
public final class Rollup {
    private final Transactions transactions;
    private final int connections;
    private final int maxValues;
    private final String worker;
    private final Mark mark;

    /**
     * @param database its pool has at least so many connections
     * @param connections how many hours are rolled up at once, each on a connection of its own
     * @param worker who does it, for people who read the tables
     */
    public Rollup(Database database, int connections, String worker) {
        this(database, connections, worker, Mark.NONE);
    }

    /** @param mark told at each step, by tests that kill it there */
    public Rollup(Database database, int connections, String worker, Mark mark) {
        this(database, connections, worker, Bounds.hourValues(connections), mark);
    }

    /** @param maxValues values of one hour kept one by one at most */
    Rollup(Database database, int connections, String worker, int maxValues, Mark mark) {
        this.transactions = new Transactions(database);
        this.connections = connections;
        this.maxValues = maxValues;
        this.worker = worker;
        this.mark = mark;
    }

    /** Runs once; {@code progress} is told after each hour. */
    public RollupResult runOnce(Scope scope, Progress progress) throws SQLException {
        Installation installation = transactions.readCommitted(Installation::read);
        Engine engine = new Engine(transactions, installation, maxValues, worker, mark);
        Tally late = engine.settleLateRows();
        DirtyHours dirty = new DirtyHours(transactions);
        Span again = scope.again() ? scope.within() : null;
        int sealed = again == null ? 0 : dirty.mark(again, installation);
        List<Instant> hours = dirty.find(scope);
        Tally tally = new Tally(late, hours.size(), progress);
        Set<Span> days = new HashSet<>();
        for (Map.Entry<Span, List<Instant>> day :
                byDay(hours, installation.calendar()).entrySet()) {
            rollUp(day.getValue(), engine.hours(), tally);
            if (mergeDay(engine, day.getKey())) {
                days.add(day.getKey());
            }
        }
        for (Span day : transactions.readCommitted(c -> StalePeriods.days(c, installation))) {
            if (engine.periods().mergeDay(day)) { // one that shares an hour with another is merged twice
                days.add(day);
            }
        }
        int weeks = 0;
        for (Span week : transactions.readCommitted(c -> StalePeriods.weeks(c, installation))) {
            weeks += engine.periods().mergeWeek(week) ? 1 : 0;
        }
        tally.rethrow();
        return tally.result(days.size(), weeks, sealed);
    }

    /** Day by day, so that a day is merged while the values of its hours are at hand, and the newest day first. */
    private static Map<Span, List<Instant>> byDay(List<Instant> hours, Calendar calendar) {
        Map<Span, List<Instant>> days = new LinkedHashMap<>();
        hours.forEach(hour -> days.computeIfAbsent(calendar.dayOf(hour), day -> new ArrayList<>())
                .add(hour));
        return days;
    }

    private boolean mergeDay(Engine engine, Span day) throws SQLException {
        transactions.readCommitted(connection -> {
            StalePeriods.know(connection, Granularity.DAY, List.of(day));
            return true;
        });
        return engine.periods().mergeDay(day);
    }

    private void rollUp(List<Instant> hours, HourRollup hourRollup, Tally tally) throws SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(connections, hours.size()), Rollup::thread);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Instant hour : hours) {
                running.add(threads.submit(() -> {
                    rollUp(hour, hourRollup, tally, false);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                await(each);
            }
        } finally {
            threads.shutdownNow();
        }
        for (Instant hour : tally.taken()) {
            rollUp(hour, hourRollup, tally, true);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "nilometer-rollup");
        thread.setDaemon(true);
        return thread;
    }

    private static void rollUp(Instant hour, HourRollup hourRollup, Tally tally, boolean patient) throws SQLException {
        try {
            tally.add(hour, hourRollup.rollUp(hour, patient));
        } catch (SQLException e) {
            if (Transactions.isDatabaseAway(e)) {
                throw e;
            }
            tally.failed(hour, e);
        }
    }

    private static void await(Future<?> running) throws SQLException {
        try {
            running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57014", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Told how far a run is; called by one thread at a time. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the expected hours are done. */
        void done(int hours, int expected);
    }
}
