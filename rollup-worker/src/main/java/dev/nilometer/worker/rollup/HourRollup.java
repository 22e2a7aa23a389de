package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.ActorStore.ActorKey;
import dev.nilometer.worker.rollup.FactStore.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rolls up one hour in one REPEATABLE READ transaction: claim, read, fold, replace its facts, note what was counted. The
 * claim is the first statement, so the snapshot is taken while nobody else works on the hour, and what is noted as
 * counted is the ledger of that same snapshot: a row that comes later makes the hour dirty again. Thread-safe.
 */
final class HourRollup {
    private static final String CLAIM = "SELECT sealed_at IS NOT NULL, counted FROM bucket_state WHERE hour = ?";
    private static final String SKIPPING = CLAIM + " FOR UPDATE SKIP LOCKED";
    private static final String WAITING = CLAIM + " FOR UPDATE";
    private static final String LEDGER = "SELECT coalesce(sum(rows + sketched), 0),"
            + " (SELECT string_agg(name, ', ') FROM unnest(?::text[]) name WHERE to_regclass(name) IS NULL)"
            + " FROM ledger WHERE hour = ?";
    private static final String COUNTED =
            "UPDATE bucket_state SET counted = ?, rolled_at = clock_timestamp(), rolled_by = ? WHERE hour = ?";

    private final Transactions transactions;
    private final Dictionaries dictionaries;
    private final FactStore facts;
    private final ActorStore actors = new ActorStore();
    private final Installation installation;
    private final DayValues values;
    private final int maxValues;
    private final String worker;
    private final Mark mark;

    /** @param maxValues values of one hour kept one by one at most */
    HourRollup(
            Transactions transactions,
            Dictionaries dictionaries,
            FactStore facts,
            Installation installation,
            DayValues values,
            int maxValues,
            String worker,
            Mark mark) {
        this.transactions = transactions;
        this.dictionaries = dictionaries;
        this.facts = facts;
        this.installation = installation;
        this.values = values;
        this.maxValues = maxValues;
        this.worker = worker;
        this.mark = mark;
    }

    /**
     * Rolls up the UTC hour that starts here, if it is still dirty.
     *
     * @param patient waits for another worker that has the hour, instead of leaving it to it
     */
    HourResult rollUp(Instant hour, boolean patient) throws SQLException {
        return transactions.repeatableRead(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(patient ? WAITING : SKIPPING)) {
                statement.setTimestamp(1, Timestamp.from(hour));
                ResultSet row = statement.executeQuery();
                if (!row.next()) {
                    return HourResult.TAKEN;
                }
                long ledger = ledger(connection, hour);
                boolean dirty = !row.getBoolean(1) && row.getLong(2) != ledger;
                return dirty ? rollUpClaimed(connection, hour, ledger) : HourResult.CLEAN;
            }
        });
    }

    private HourResult rollUpClaimed(Connection connection, Instant hour, long ledger) throws SQLException {
        mark.reach("hour claimed");
        Span span = Calendar.hourOf(hour);
        Calendar calendar = installation.calendar();
        Map<Bucket, List<Fact>> buckets = new LinkedHashMap<>();
        Map<Span, Map<ActorKey, ActorFold>> byActor = new HashMap<>();
        Map<Span, HourFold> parts = new HashMap<>();
        HourReader whole = read(connection, span);
        mark.reach("hour read");
        buckets.put(new Bucket(Granularity.HOUR, hour), whole.fold().facts(installation.dimensions()));
        if (calendar.quartered()) {
            for (Span quarter : calendar.partsOf(span)) {
                HourReader part = read(connection, quarter);
                buckets.put(
                        new Bucket(Granularity.QUARTER, quarter.start()),
                        part.fold().facts(installation.dimensions()));
                byActor.put(quarter, part.actors());
                parts.put(quarter, part.fold());
            }
        } else {
            byActor.put(span, whole.actors());
            parts.put(span, whole.fold());
        }
        facts.replace(connection, buckets);
        mark.reach("hour stored");
        actors.replaceHours(connection, byActor);
        note(connection, hour, ledger);
        mark.reach("hour noted");
        if (!whole.fold().spilled()) {
            values.keep(hour, ledger, parts); // should the commit fail, the day will have counted something else
        }
        return new HourResult(Outcome.ROLLED_UP, whole.records(), ledger, whole.unreadable());
    }

    private HourReader read(Connection connection, Span span) throws SQLException {
        return new HourReader(connection, dictionaries, maxValues).read(span);
    }

    /** What the hour should hold. Refuses to go on where its rows vanished though nobody sealed it. */
    private static long ledger(Connection connection, Instant hour) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEDGER)) {
            Object[] tables = DayTables.of(hour).names().toArray();
            statement.setArray(1, connection.createArrayOf("text", tables));
            statement.setTimestamp(2, Timestamp.from(hour));
            ResultSet row = statement.executeQuery();
            row.next();
            String missing = row.getString(2);
            if (missing != null && row.getLong(1) != 0) {
                throw new SQLException("its rows are gone, though no purge sealed it: there is no " + missing, "NL010");
            }
            return row.getLong(1);
        }
    }

    private void note(Connection connection, Instant hour, long counted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNTED)) {
            statement.setLong(1, counted);
            statement.setString(2, worker);
            statement.setTimestamp(3, Timestamp.from(hour));
            statement.executeUpdate();
        }
    }

    /** What became of an hour. */
    enum Outcome {
        ROLLED_UP,
        /** Another worker has it. */
        TAKEN,
        /** Another worker was faster, or its rows are gone: it is never recomputed then. */
        CLEAN
    }

    /**
     * What an hour gave.
     *
     * @param records records that were read
     * @param ledger records that the ledger says there are; another number means that rows came or went behind its back
     * @param unreadable sketches whose percentiles had to be guessed
     */
    record HourResult(Outcome outcome, long records, long ledger, int unreadable) {
        private static final HourResult TAKEN = new HourResult(Outcome.TAKEN, 0, 0, 0);
        static final HourResult CLEAN = new HourResult(Outcome.CLEAN, 0, 0, 0);
    }
}
