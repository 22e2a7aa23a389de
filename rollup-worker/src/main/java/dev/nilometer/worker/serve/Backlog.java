package dev.nilometer.worker.serve;

import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far behind the worker is, and who ever started, as the database said at one instant. Immutable.
 *
 * @param oldestDirtyEnd end of the oldest closed hour that is not rolled up, null for none
 * @param oldestDueDay start of the oldest day whose rows should be purged by now, null for none
 * @param rawBytes what rows and sketch rows take with their indexes, all days that are kept
 * @param rawMaxBytes the setting {@code raw_max_bytes}; 0 = no cap
 * @param starts processes that ever said hello, by service and environment; an import has no agent's version and is none
 */
record Backlog(
        @Nullable Instant oldestDirtyEnd,
        @Nullable Instant oldestDueDay,
        long rawBytes,
        long rawMaxBytes,
        Map<Service, Long> starts) {
    static final Backlog UNKNOWN = new Backlog(null, null, 0, 0, Map.of());

    private static final String BEHIND = """
            SELECT (SELECT min(hour) + interval '1 hour' FROM dirty_hours WHERE hour <= now() - interval '1 hour'),
                (SELECT min(to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp AT TIME ZONE 'UTC')
                        + (s.rows_days + 1) * interval '24 hours'
                    FROM pg_class c
                    WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'sample_rows'::regclass)
                        AND c.relkind = 'r' AND c.relname ~ '^sample_rows_[0-9]{8}$'
                        AND NOT EXISTS (SELECT FROM purged_days p WHERE p.day = to_date(right(c.relname, 8), 'YYYYMMDD'))),
                (SELECT coalesce(sum(pg_total_relation_size(i.inhrelid)), 0)::bigint FROM pg_inherits i
                    WHERE i.inhparent IN ('sample_rows'::regclass, 'execution_rows'::regclass,
                                          'sample_sketches'::regclass, 'execution_sketches'::regclass)),
                s.raw_max_bytes
            FROM settings s""";
    private static final String STARTS =
            "SELECT service, environment, sum(n)::bigint FROM (SELECT service, environment, 1 AS n FROM stream_registry"
                    + " WHERE agent_version <> '' UNION ALL SELECT service, environment, streams FROM retired_streams WHERE kind = 'sample') s"
                    + " GROUP BY 1, 2 HAVING sum(n) > 0 ORDER BY 1, 2";

    static Backlog read(Database database) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BEHIND)) {
                ResultSet row = statement.executeQuery();
                row.next();
                return new Backlog(
                        instant(row, 1), instant(row, 2), row.getLong(3), row.getLong(4), starts(connection));
            }
        });
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column) == null
                ? null
                : row.getTimestamp(column).toInstant();
    }

    private static Map<Service, Long> starts(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STARTS)) {
            Map<Service, Long> starts = new LinkedHashMap<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                starts.put(new Service(rows.getString(1), rows.getString(2)), rows.getLong(3));
            }
            return starts;
        }
    }

    /** Seconds since the oldest dirty hour closed; 0 for none. */
    double dirtySeconds(Instant now) {
        return secondsSince(oldestDirtyEnd, now);
    }

    /** Seconds since the oldest day of rows was due to be purged; 0 for none. */
    double purgeLagSeconds(Instant now) {
        return secondsSince(oldestDueDay, now);
    }

    private static double secondsSince(@Nullable Instant then, Instant now) {
        return then == null ? 0 : Math.max(0, Duration.between(then, now).toMillis() / 1e3);
    }

    /** Who started. Immutable. */
    record Service(String service, String environment) {}
}
