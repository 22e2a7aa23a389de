package dev.nilometer.worker.retention;

import dev.nilometer.worker.rollup.DayTables;
import dev.nilometer.worker.rollup.DayTables.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A UTC day whose tables, or some of them, are there. Immutable.
 *
 * @param tables the state of each table that exists
 * @param bytes what they take, with their indexes
 * @param sealed whether its hours are sealed: what is left of it is for reading
 * @param restoredUntil when its archive was put back, until when
 */
record KeptDay(
        DayTables day,
        Map<Target, State> tables,
        long bytes,
        boolean sealed,
        @Nullable LocalDate restoredUntil) {

    private static final String FIND = """
            SELECT d.day, d.parent, d.state, d.bytes, p.day IS NOT NULL AS sealed, p.restored_until
            FROM (SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day, left(c.relname, -9) AS parent,
                      CASE WHEN NOT c.relispartition THEN 'DETACHED' WHEN i.inhdetachpending THEN 'DETACHING'
                          ELSE 'ATTACHED' END AS state,
                      coalesce(pg_total_relation_size(c.oid), 0) AS bytes
                  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
                  WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'settings'::regclass)
                    AND c.relkind = 'r' AND c.relname ~ '^(sample|execution)_(rows|sketches)_[0-9]{8}$') d
            LEFT JOIN purged_days p USING (day)
            ORDER BY d.day""";

    /** All of them, oldest first. */
    static List<KeptDay> find(Connection connection) throws SQLException {
        Map<LocalDate, KeptDay> days = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                LocalDate date = row.getObject(1, LocalDate.class);
                Map<Target, State> tables = new EnumMap<>(Target.class);
                tables.put(Target.of(row.getString(2)), State.valueOf(row.getString(3)));
                KeptDay part = new KeptDay(
                        new DayTables(date),
                        tables,
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getObject(6, LocalDate.class));
                days.merge(date, part, KeptDay::and);
            }
        }
        return new ArrayList<>(days.values());
    }

    private KeptDay and(KeptDay other) {
        Map<Target, State> all = new EnumMap<>(tables);
        all.putAll(other.tables);
        return new KeptDay(day, all, bytes + other.bytes, sealed, restoredUntil);
    }

    LocalDate date() {
        return day.date();
    }

    /** True when a purge of it was begun and not finished. */
    boolean interrupted() {
        return tables.values().stream().anyMatch(state -> state != State.ATTACHED);
    }

    /** Those of these targets whose tables are still there. */
    List<Target> among(Set<Target> targets) {
        return targets.stream().filter(tables::containsKey).sorted().toList();
    }

    /** How a day's table stands to its parent. */
    enum State {
        ATTACHED,
        /** A detach was cut off; nobody can reach the table through its parent any more. */
        DETACHING,
        DETACHED
    }
}
