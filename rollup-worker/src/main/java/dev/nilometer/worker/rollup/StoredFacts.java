package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.FactMerge.Stored;
import dev.nilometer.worker.rollup.FactStore.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;

/** Reads facts back, to be merged. Works inside the caller's transaction. Stateless. */
final class StoredFacts {
    private static final String SELECT = """
            SELECT g.service, g.environment, g.metric_name, g.dimension_type, g.dimension_value,
                g.labels_key, g.divisor, a.count, a.sketched, a.sum, a.min, a.max, a.full_set, a.sketch
            FROM aggregates a JOIN aggregate_groups g ON g.id = a.group_id WHERE a.granularity = ?""";
    private static final String WITHIN =
            SELECT + " AND a.bucket_time >= ? AND a.bucket_time < ? ORDER BY a.group_id, a.bucket_time";
    private static final String OF_GROUPS = SELECT + " AND a.bucket_time = ? AND a.group_id = ANY(?)";
    private static final String EXACT_OF_DAY = """
            SELECT g.service, g.environment, g.metric_name, g.dimension_type, g.dimension_value,
                g.labels_key, g.divisor, a.count, a.p50, a.p90, a.p95, a.p99
            FROM aggregates a JOIN aggregate_groups g ON g.id = a.group_id
            WHERE a.granularity = 2 AND a.bucket_time = ? AND a.exact""";
    private static final int FETCH_ROWS = 1_000;

    private StoredFacts() {}

    /** Hands over the facts of all spans of one length that begin within a longer one, group by group. */
    static void within(Connection connection, Granularity parts, Span span, Consumer<Stored> taker)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WITHIN)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setShort(1, parts.code());
            statement.setTimestamp(2, Timestamp.from(span.start()));
            statement.setTimestamp(3, Timestamp.from(span.end()));
            handOver(statement, taker);
        }
    }

    /** Hands over those facts of one span that are of these groups, by number. */
    static void ofGroups(Connection connection, Bucket bucket, Collection<Integer> groups, Consumer<Stored> taker)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_GROUPS)) {
            statement.setShort(1, bucket.granularity().code());
            statement.setTimestamp(2, Timestamp.from(bucket.start()));
            statement.setArray(3, connection.createArrayOf("int", groups.toArray()));
            handOver(statement, taker);
        }
    }

    /** Hands over the percentiles of those facts of one day that are exact. */
    static void exactOfDay(Connection connection, Instant day, ExactTaker taker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EXACT_OF_DAY)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setTimestamp(1, Timestamp.from(day));
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                Percentiles percentiles =
                        new Percentiles(row.getDouble(9), row.getDouble(10), row.getDouble(11), row.getDouble(12));
                taker.accept(group(row), row.getLong(8), percentiles);
            }
        }
    }

    private static void handOver(PreparedStatement query, Consumer<Stored> taker) throws SQLException {
        ResultSet rows = query.executeQuery();
        while (rows.next()) {
            taker.accept(stored(rows));
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                group(row),
                row.getLong(8),
                row.getLong(9),
                row.getBigDecimal(10).toBigIntegerExact(),
                row.getLong(11),
                row.getLong(12),
                row.getBoolean(13),
                SketchBytes.stored(row.getBytes(14)));
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7));
    }

    /** Takes the exact percentiles of so many records of a group. */
    @FunctionalInterface
    interface ExactTaker {
        void accept(Group group, long count, Percentiles percentiles);
    }
}
