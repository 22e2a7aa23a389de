package dev.nilometer.worker.rollup;

import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final String SETTINGS = "SELECT time_zone, dimensions FROM settings";

    private final Transactions transactions;
    private final int connections;
    private final int maxValues;
    private final String worker;

    /**
     * @param database its pool has at least so many connections
     * @param connections how many hours are rolled up at once, each on a connection of its own
     * @param worker who does it, for people who read the tables
     */
    public Rollup(Database database, int connections, String worker) {
        this(database, connections, worker, HourFold.MAX_EXACT_VALUES);
    }

    /** @param maxValues values of one hour kept one by one at most */
    Rollup(Database database, int connections, String worker, int maxValues) {
        this.transactions = new Transactions(database);
        this.connections = connections;
        this.maxValues = maxValues;
        this.worker = worker;
    }

    /** Runs once; {@code progress} is told after each hour. */
    public RollupResult runOnce(Scope scope, Progress progress) throws SQLException {
        LateRows.bringHome(transactions);
        Settings settings = transactions.readCommitted(Rollup::settings);
        DirtyHours dirty = new DirtyHours(transactions);
        int sealed = scope.again() == null ? 0 : dirty.mark(scope.again(), settings.calendar());
        List<Instant> hours = dirty.find(scope);
        Tally tally = new Tally(hours.size(), progress);
        GroupNumbers numbers = new GroupNumbers();
        FactStore facts = new FactStore(numbers);
        if (!hours.isEmpty()) {
            Dictionaries dictionaries = new Dictionaries();
            numbers.register(transactions, groups(dictionaries, settings.dimensions()));
            HourRollup hourRollup = new HourRollup(
                    transactions, dictionaries, facts, settings.dimensions(), settings.calendar(), maxValues, worker);
            rollUp(hours, hourRollup, tally);
        }
        int days = 0;
        for (Span day : transactions.readCommitted(c -> StalePeriods.days(c, settings.calendar()))) {
            days += periods(facts, settings).mergeDay(day) ? 1 : 0;
        }
        int weeks = 0;
        for (Span week : transactions.readCommitted(c -> StalePeriods.weeks(c, settings.calendar()))) {
            weeks += periods(facts, settings).mergeWeek(week) ? 1 : 0;
        }
        tally.rethrow();
        return tally.result(days, weeks, sealed);
    }

    private PeriodRollup periods(FactStore facts, Settings settings) {
        return new PeriodRollup(transactions, facts, settings.calendar(), worker);
    }

    private static Settings settings(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS)) {
            ResultSet row = statement.executeQuery();
            row.next();
            String[] dimensions = (String[]) row.getArray(2).getArray();
            return new Settings(new Calendar(ZoneId.of(row.getString(1))), new Dimensions(Arrays.asList(dimensions)));
        }
    }

    /** Every group that the series known by now can fall into. */
    private List<Group> groups(Dictionaries dictionaries, Dimensions dimensions) throws SQLException {
        transactions.readCommitted(connection -> {
            dictionaries.refresh(connection);
            return true;
        });
        List<Group> groups = new ArrayList<>();
        dictionaries.all().forEach(series -> groups.addAll(dimensions.of(series)));
        return groups;
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

    private record Settings(Calendar calendar, Dimensions dimensions) {}

    /** Told how far a run is; called by one thread at a time. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the expected hours are done. */
        void done(int hours, int expected);
    }
}
