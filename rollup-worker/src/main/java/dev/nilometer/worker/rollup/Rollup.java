package dev.nilometer.worker.rollup;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.rollup.HourRollup.Claim;
import dev.nilometer.worker.rollup.HourRollup.HourResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One run: rolls up every dirty hour, newest first, then merges the days and weeks whose parts changed. Several workers
 * may run at once: claims decide. Reads its settings anew at each run. Thread-safe.
 */
public final class Rollup {
    private static final String SETTINGS = "SELECT time_zone, dimensions FROM settings";
    private static final String KNOW_HOURS = "INSERT INTO bucket_state (hour) SELECT DISTINCT hour FROM ledger l"
            + " WHERE NOT EXISTS (SELECT FROM bucket_state b WHERE b.hour = l.hour) ORDER BY 1"
            + " ON CONFLICT DO NOTHING";
    private static final String DIRTY_HOURS = "SELECT hour FROM dirty_hours ORDER BY hour DESC";
    private static final String MARK_HOURS = "UPDATE bucket_state SET counted = -1"
            + " WHERE sealed_at IS NULL AND hour > ?::timestamptz - interval '1 hour' AND hour < ?";
    private static final String MARK_PERIODS =
            "UPDATE period_state SET counted = -1 WHERE bucket_time > ?::timestamptz - interval '8 days'"
                    + " AND bucket_time < ?";
    private static final String COUNT_SEALED = "SELECT count(*) FROM bucket_state"
            + " WHERE sealed_at IS NOT NULL AND hour > ?::timestamptz - interval '1 hour' AND hour < ?";
    private static final String COUNTED_HOURS = "SELECT hour FROM bucket_state WHERE counted > 0";

    private final Transactions transactions;
    private final Dictionaries dictionaries = new Dictionaries();
    private final GroupNumbers numbers = new GroupNumbers();
    private final int connections;
    private final String worker;

    /**
     * @param database its pool has at least so many connections
     * @param connections how many hours are rolled up at once, each on a connection of its own
     * @param worker who does it, for people who read the tables
     */
    public Rollup(Database database, int connections, String worker) {
        this.transactions = new Transactions(database);
        this.connections = connections;
        this.worker = worker;
    }

    /**
     * Runs once.
     *
     * @param range hours to do again whether dirty or not; null for the dirty ones alone
     * @param progress told after each hour how many are done, of how many
     */
    public RollupResult runOnce(@Nullable Span range, Progress progress) throws SQLException {
        LateRows.bringHome(transactions);
        int sealed = range == null ? 0 : mark(range);
        Settings settings = transactions.readCommitted(Rollup::settings);
        FactStore facts = new FactStore(numbers);
        List<Instant> hours = transactions.readCommitted(connection -> {
            execute(connection, KNOW_HOURS);
            return instants(connection, DIRTY_HOURS);
        });
        Tally tally = new Tally(hours.size(), progress);
        if (!hours.isEmpty()) {
            register(settings.dimensions());
            HourRollup hourRollup = new HourRollup(
                    transactions, dictionaries, facts, settings.dimensions(), settings.calendar(), worker);
            rollUp(hours, hourRollup, tally);
        }
        merge(new PeriodRollup(transactions, facts, settings.calendar(), worker), settings.calendar(), tally);
        return new RollupResult(tally.hours, tally.days, tally.weeks, sealed, tally.records, tally.warnings);
    }

    private int mark(Span range) throws SQLException {
        return transactions.readCommitted(connection -> {
            execute(connection, KNOW_HOURS);
            execute(connection, MARK_HOURS, range);
            execute(connection, MARK_PERIODS, range);
            try (PreparedStatement statement = prepare(connection, COUNT_SEALED, range)) {
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getInt(1);
            }
        });
    }

    private void register(Dimensions dimensions) throws SQLException {
        transactions.readCommitted(connection -> {
            List<Group> groups = new ArrayList<>();
            dictionaries.readAll(connection).forEach(series -> groups.addAll(dimensions.of(series)));
            numbers.register(connection, groups);
            return groups.size();
        });
    }

    private void rollUp(List<Instant> hours, HourRollup hourRollup, Tally tally) throws SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(connections, hours.size())));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Instant hour : hours) {
                running.add(threads.submit(() -> {
                    tally.add(hour, hourRollup.rollUp(hour));
                    return null;
                }));
            }
            for (Future<?> each : running) {
                await(each);
            }
        } finally {
            threads.shutdownNow();
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

    /** Days and weeks of all history are asked; those that are up to date answer from three small rows. */
    private void merge(PeriodRollup periods, Calendar calendar, Tally tally) throws SQLException {
        List<Instant> hours = transactions.readCommitted(connection -> instants(connection, COUNTED_HOURS));
        TreeSet<Span> days = new TreeSet<>(Comparator.comparing(Span::start).reversed());
        TreeSet<Span> weeks = new TreeSet<>(Comparator.comparing(Span::start).reversed());
        for (Instant hour : hours) {
            Span span = Calendar.hourOf(hour);
            for (Instant instant : List.of(span.start(), span.end().minusNanos(1))) {
                days.add(calendar.dayOf(instant));
                weeks.add(calendar.weekOf(instant));
            }
        }
        for (Span day : days) {
            tally.days += periods.mergeDay(day) ? 1 : 0;
        }
        for (Span week : weeks) {
            tally.weeks += periods.mergeWeek(week) ? 1 : 0;
        }
    }

    private static Settings settings(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS)) {
            ResultSet row = statement.executeQuery();
            row.next();
            String[] dimensions = (String[]) row.getArray(2).getArray();
            return new Settings(new Calendar(ZoneId.of(row.getString(1))), new Dimensions(Arrays.asList(dimensions)));
        }
    }

    private static List<Instant> instants(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            List<Instant> instants = new ArrayList<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                instants.add(rows.getTimestamp(1).toInstant());
            }
            return instants;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql, Span range) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, range)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Span range) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setTimestamp(1, Timestamp.from(range.start()));
        statement.setTimestamp(2, Timestamp.from(range.end()));
        return statement;
    }

    private record Settings(Calendar calendar, Dimensions dimensions) {}

    /** Counts what several threads did. */
    private static final class Tally {
        private final int expected;
        private final Progress progress;
        private final List<String> warnings = new ArrayList<>();
        private int done;
        private int hours;
        private int days;
        private int weeks;
        private long records;

        Tally(int expected, Progress progress) {
            this.expected = expected;
            this.progress = progress;
        }

        synchronized void add(Instant hour, HourResult result) {
            if (result.claim() == Claim.HELD) {
                hours++;
                records += result.records();
                if (result.records() != result.ledger()) {
                    warnings.add("hour " + hour + " holds " + result.records() + " records, but its ledger says "
                            + result.ledger());
                }
            }
            done++;
            progress.done(done, expected);
        }
    }

    /** Told how far a run is; called by one thread at a time. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the expected hours are done. */
        void done(int hours, int expected);
    }
}
