package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.ActorStore.ActorKey;
import dev.nilometer.worker.rollup.FactStore.Bucket;
import dev.nilometer.worker.rollup.HourRollup.HourResult;
import dev.nilometer.worker.rollup.HourRollup.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges late rows into an hour whose rows are gone, and into its day and week: added once, in the transaction that
 * deletes them, to whatever of the three is still kept. What they touch is exact no more. The counts that days and weeks
 * merged grow by as much, so nothing becomes stale. Thread-safe.
 */
final class SealedHours {
    private static final String COUNTED = "UPDATE bucket_state SET counted = counted + ?,"
            + " rolled_at = clock_timestamp(), rolled_by = ? WHERE hour = ?";
    private static final String PERIOD = "UPDATE period_state SET counted = counted + ?"
            + " WHERE granularity = ? AND bucket_time = ? AND counted >= 0";

    private final Dictionaries dictionaries;
    private final FactStore facts;
    private final ActorStore actors = new ActorStore();
    private final Installation installation;
    private final int maxValues;
    private final String worker;

    SealedHours(Dictionaries dictionaries, FactStore facts, Installation installation, int maxValues, String worker) {
        this.dictionaries = dictionaries;
        this.facts = facts;
        this.installation = installation;
        this.maxValues = maxValues;
        this.worker = worker;
    }

    /** Merges and deletes the late rows of one hour that the caller's transaction has claimed. */
    HourResult merge(Connection connection, Instant hour) throws SQLException {
        Calendar calendar = installation.calendar();
        Map<Bucket, List<Fact>> more = new LinkedHashMap<>();
        Map<Span, Map<ActorKey, ActorFold>> byActor = new HashMap<>();
        long records = 0;
        int unreadable = 0;
        for (Span part : calendar.partsOf(Calendar.hourOf(hour))) {
            HourReader late = new HourReader(connection, dictionaries, maxValues).readLate(part);
            List<Fact> found = late.fold().facts(installation.dimensions());
            for (Bucket bucket : bucketsOf(part, hour)) {
                more.computeIfAbsent(bucket, ignored -> new ArrayList<>()).addAll(found);
            }
            byActor.put(part, late.actors());
            records += late.records();
            unreadable += late.unreadable();
        }
        LateRows.delete(connection, Calendar.hourOf(hour));
        if (records > 0) {
            Set<Span> days = new HashSet<>();
            byActor.keySet().forEach(part -> days.add(calendar.dayOf(part.start())));
            noteCounted(connection, hour, days, records);
            facts.merge(connection, more);
            actors.mergeHours(connection, byActor);
            for (Span day : days) {
                actors.mergeDay(connection, calendar.dateOf(day.start()), day);
            }
        }
        return new HourResult(Outcome.ROLLED_UP, records, records, unreadable);
    }

    /** What is kept of the hour, day and week that hold this part of an hour. */
    private List<Bucket> bucketsOf(Span part, Instant hour) {
        Calendar calendar = installation.calendar();
        List<Bucket> buckets = new ArrayList<>();
        if (!hour.isBefore(installation.hoursFrom())) {
            buckets.add(new Bucket(Granularity.HOUR, hour));
            if (calendar.quartered()) {
                buckets.add(new Bucket(Granularity.QUARTER, part.start()));
            }
        }
        Instant day = calendar.dayOf(part.start()).start();
        if (!day.isBefore(installation.daysFrom())) {
            buckets.add(new Bucket(Granularity.DAY, day));
        }
        Instant week = calendar.weekOf(part.start()).start();
        if (!week.isBefore(installation.weeksFrom())) {
            buckets.add(new Bucket(Granularity.WEEK, week));
        }
        return buckets;
    }

    /** As StalePeriods counts: an hour counts wholly in each day that it touches. */
    private void noteCounted(Connection connection, Instant hour, Set<Span> days, long records) throws SQLException {
        Calendar calendar = installation.calendar();
        for (Span day : days) {
            add(connection, records, Granularity.DAY, day.start());
            add(
                    connection,
                    records,
                    Granularity.WEEK,
                    calendar.weekOf(day.start()).start());
        }
        try (PreparedStatement statement = connection.prepareStatement(COUNTED)) {
            statement.setLong(1, records);
            statement.setString(2, worker);
            statement.setTimestamp(3, Timestamp.from(hour));
            statement.executeUpdate();
        }
    }

    private static void add(Connection connection, long records, Granularity granularity, Instant period)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PERIOD)) {
            statement.setLong(1, records);
            statement.setShort(2, granularity.code());
            statement.setTimestamp(3, Timestamp.from(period));
            statement.executeUpdate();
        }
    }
}
