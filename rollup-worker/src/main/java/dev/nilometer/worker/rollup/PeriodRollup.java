package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.FactStore.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;

/**
 * Merges hours into a day and days into a week, and makes ended days exact where they can be, each in one REPEATABLE READ transaction that begins with a claim, as
 * {@link HourRollup} does. It waits for another worker that has the period, and merges again if that one saw less: the
 * last one to finish an hour leaves no stale day behind. Thread-safe.
 */
final class PeriodRollup {
    /** A day that was merged before it had ended may be exact by now. */
    private static final String CLAIM = "SELECT counted, granularity = 2 AND merged_at < ? AND now() >= ?"
            + " FROM period_state WHERE granularity = ? AND bucket_time = ? FOR UPDATE";

    private static final String HOURS_COUNTED = "SELECT coalesce(sum(counted), 0) FROM bucket_state"
            + " WHERE hour > ?::timestamptz - interval '1 hour' AND hour < ? AND counted > 0";
    private static final String DAYS_COUNTED = "SELECT coalesce(sum(counted), 0) FROM period_state"
            + " WHERE granularity = 2 AND bucket_time >= ? AND bucket_time < ? AND counted > 0";
    private static final String COUNTED = "UPDATE period_state SET counted = ?, merged_at = clock_timestamp(),"
            + " merged_by = ? WHERE granularity = ? AND bucket_time = ?";

    private final Transactions transactions;
    private final FactStore facts;
    private final ActorStore actors = new ActorStore();
    private final Calendar calendar;
    private final String worker;
    private final Mark mark;
    private final ExactDays exact;

    PeriodRollup(
            Transactions transactions, FactStore facts, ExactDays exact, Calendar calendar, String worker, Mark mark) {
        this.exact = exact;
        this.transactions = transactions;
        this.facts = facts;
        this.calendar = calendar;
        this.worker = worker;
        this.mark = mark;
    }

    /** Merges one day if its hours count differently from what it merged; answers whether it did. */
    boolean mergeDay(Span day) throws SQLException {
        return transactions.repeatableRead(connection -> {
            if (!claim(connection, Granularity.DAY, day, HOURS_COUNTED)) {
                return false;
            }
            List<Fact> ofDay = exact.facts(connection, day, () -> merged(connection, day, calendar.base()));
            facts.replace(connection, Map.of(new Bucket(Granularity.DAY, day.start()), ofDay));
            mark.reach("day merged");
            actors.mergeDay(connection, calendar.dateOf(day.start()), day);
            return true;
        });
    }

    /** Merges one week if its days count differently from what it merged; answers whether it did. */
    boolean mergeWeek(Span week) throws SQLException {
        return transactions.repeatableRead(connection -> {
            if (!claim(connection, Granularity.WEEK, week, DAYS_COUNTED)) {
                return false;
            }
            List<Fact> merged = merged(connection, week, Granularity.DAY);
            facts.replace(connection, Map.of(new Bucket(Granularity.WEEK, week.start()), merged));
            mark.reach("week merged");
            return true;
        });
    }

    /** Claims the period and notes what it is about to merge; false when it is up to date. */
    private boolean claim(Connection connection, Granularity granularity, Span period, String parts)
            throws SQLException {
        long merged;
        boolean endedSince;
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setTimestamp(1, Timestamp.from(period.end()));
            statement.setTimestamp(2, Timestamp.from(period.end()));
            statement.setShort(3, granularity.code());
            statement.setTimestamp(4, Timestamp.from(period.start()));
            ResultSet row = statement.executeQuery();
            if (!row.next()) {
                return false; // the schema was made anew meanwhile
            }
            merged = row.getLong(1);
            endedSince = row.getBoolean(2);
        }
        long counted = counted(connection, parts, period);
        if (counted == merged && !endedSince) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(COUNTED)) {
            statement.setLong(1, counted);
            statement.setString(2, worker);
            statement.setShort(3, granularity.code());
            statement.setTimestamp(4, Timestamp.from(period.start()));
            statement.executeUpdate();
        }
        return true;
    }

    private static long counted(Connection connection, String parts, Span period) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(parts)) {
            statement.setTimestamp(1, Timestamp.from(period.start()));
            statement.setTimestamp(2, Timestamp.from(period.end()));
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Fact> merged(Connection connection, Span period, Granularity parts) throws SQLException {
        FactMerge merge = new FactMerge();
        StoredFacts.within(connection, parts, period, merge::add);
        return merge.facts();
    }
}
