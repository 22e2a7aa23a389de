package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the facts of spans: upserts those that differ, in key order, deletes those of groups that vanished, and
 * leaves the rest untouched to the last byte. Works inside the caller's transaction. Thread-safe.
 */
final class FactStore {
    private static final String COLUMNS = "(granularity, bucket_time, group_id, exact, full_set, count, sketched,"
            + " min, max, p50, p90, p95, p99, sum, sketch)";
    private static final String STAGE =
            "CREATE TEMP TABLE rolled_facts (LIKE aggregates INCLUDING DEFAULTS) ON COMMIT DROP";
    private static final String UPSERT = """
            INSERT INTO aggregates AS a (granularity, bucket_time, group_id, exact, full_set, count, sketched,
                min, max, p50, p90, p95, p99, sum, sketch)
            SELECT granularity, bucket_time, group_id, exact, full_set, count, sketched,
                min, max, p50, p90, p95, p99, sum, sketch
            FROM rolled_facts ORDER BY granularity, bucket_time, group_id
            ON CONFLICT (granularity, bucket_time, group_id) DO UPDATE SET
                (exact, full_set, count, sketched, min, max, p50, p90, p95, p99, sum, sketch, updated_at) =
                (excluded.exact, excluded.full_set, excluded.count, excluded.sketched, excluded.min, excluded.max,
                 excluded.p50, excluded.p90, excluded.p95, excluded.p99, excluded.sum, excluded.sketch, now())
            WHERE (a.exact, a.full_set, a.count, a.sketched, a.min, a.max, a.p50, a.p90, a.p95, a.p99, a.sum, a.sketch)
                IS DISTINCT FROM
                (excluded.exact, excluded.full_set, excluded.count, excluded.sketched, excluded.min, excluded.max,
                 excluded.p50, excluded.p90, excluded.p95, excluded.p99, excluded.sum, excluded.sketch)""";
    private static final String DELETE_VANISHED = """
            DELETE FROM aggregates a WHERE a.granularity = ? AND a.bucket_time = ? AND NOT EXISTS (
                SELECT FROM rolled_facts f WHERE f.granularity = a.granularity AND f.bucket_time = a.bucket_time
                    AND f.group_id = a.group_id)""";

    private final GroupNumbers numbers;

    FactStore(GroupNumbers numbers) {
        this.numbers = numbers;
    }

    /** Makes these the facts of their spans, and the only ones. Call at most once in a transaction. */
    void replace(Connection connection, Map<Bucket, List<Fact>> facts) throws SQLException {
        List<Group> groups =
                facts.values().stream().flatMap(List::stream).map(Fact::group).toList();
        Map<Group, Integer> numbered = numbers.numbersOf(connection, groups);
        CopyText rows = new CopyText();
        facts.forEach((bucket, of) -> of.forEach(fact -> addRow(rows, bucket, numbered.get(fact.group()), fact)));
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
            rows.copyInto(connection, "rolled_facts " + COLUMNS);
            statement.execute(UPSERT);
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE_VANISHED)) {
            for (Bucket bucket : facts.keySet()) {
                statement.setShort(1, bucket.granularity().code());
                statement.setTimestamp(2, Timestamp.from(bucket.start()));
                statement.executeUpdate();
            }
        }
    }

    private static void addRow(CopyText rows, Bucket bucket, @Nullable Integer group, Fact fact) {
        rows.add(bucket.granularity().code()).add(bucket.start()).add(group);
        rows.add(fact.exact()).add(fact.fullSet()).add(fact.count()).add(fact.sketched());
        rows.add(fact.min()).add(fact.max());
        Percentiles percentiles = fact.percentiles();
        rows.add(percentiles.p50())
                .add(percentiles.p90())
                .add(percentiles.p95())
                .add(percentiles.p99());
        rows.add(fact.sum()).add(fact.sketch().encode()).endRow();
    }

    /** One span of one granularity. Immutable. */
    record Bucket(Granularity granularity, Instant start) {}
}
