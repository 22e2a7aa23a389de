package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.FactMerge.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    private static final String ANY = "SELECT FROM aggregates WHERE granularity = ? AND bucket_time = ? LIMIT 1";
    private static final String DELETE_OF_GROUPS =
            "DELETE FROM aggregates WHERE granularity = ? AND bucket_time = ? AND group_id = ANY(?)";

    private static final int COPY_ROWS = 2_000;

    private final GroupNumbers numbers;

    FactStore(GroupNumbers numbers) {
        this.numbers = numbers;
    }

    /** Makes these the facts of their spans, and the only ones. Call at most once in a transaction. */
    void replace(Connection connection, Map<Bucket, List<Fact>> facts) throws SQLException {
        if (isEmpty(connection, facts.keySet())) {
            copy(connection, facts, "aggregates " + COLUMNS);
            return;
        }
        upsert(connection, facts);
        try (PreparedStatement statement = connection.prepareStatement(DELETE_VANISHED)) {
            for (Bucket bucket : facts.keySet()) {
                statement.setShort(1, bucket.granularity().code());
                statement.setTimestamp(2, Timestamp.from(bucket.start()));
                statement.executeUpdate();
            }
        }
    }

    /** True when these spans have no facts yet: nothing to compare with, nothing that could vanish. */
    private static boolean isEmpty(Connection connection, Set<Bucket> buckets) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANY)) {
            for (Bucket bucket : buckets) {
                statement.setShort(1, bucket.granularity().code());
                statement.setTimestamp(2, Timestamp.from(bucket.start()));
                if (statement.executeQuery().next()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Adds these to the facts of their spans and leaves all others alone; a group may come several times. Call at most
     * once in a transaction, and not beside {@link #replace}.
     */
    void merge(Connection connection, Map<Bucket, List<Fact>> more) throws SQLException {
        Map<Bucket, List<Fact>> changed = new LinkedHashMap<>();
        for (Map.Entry<Bucket, List<Fact>> entry : more.entrySet()) {
            changed.put(entry.getKey(), merge(connection, entry.getKey(), entry.getValue()));
        }
        upsert(connection, changed);
    }

    /** Answers the facts that are others now; deletes label sets that are left out from now on. */
    private List<Fact> merge(Connection connection, Bucket bucket, List<Fact> more) throws SQLException {
        Map<Group, Integer> touched = numbers.numbersOf(connection, withTwins(more));
        Map<Group, Long> before = new HashMap<>();
        FactMerge merge = new FactMerge();
        StoredFacts.ofGroups(connection, bucket, touched.values(), stored -> {
            before.put(stored.group(), stored.count());
            merge.add(stored);
        });
        more.forEach(fact -> merge.add(Stored.of(fact)));
        List<Fact> changed = new ArrayList<>();
        List<Integer> leftOut = new ArrayList<>(touched.values());
        for (Fact fact : merge.facts()) {
            leftOut.remove(touched.get(fact.group()));
            if (!Objects.equals(before.get(fact.group()), fact.count())) {
                changed.add(fact);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE_OF_GROUPS)) {
            statement.setShort(1, bucket.granularity().code());
            statement.setTimestamp(2, Timestamp.from(bucket.start()));
            statement.setArray(3, connection.createArrayOf("int", leftOut.toArray()));
            statement.executeUpdate();
        }
        return changed;
    }

    private static Set<Group> withTwins(List<Fact> facts) {
        Set<Group> groups = new HashSet<>();
        for (Fact fact : facts) {
            groups.add(fact.group());
            Group twin = fact.group().twin();
            if (twin != null) {
                groups.add(twin);
            }
        }
        return groups;
    }

    private void upsert(Connection connection, Map<Bucket, List<Fact>> facts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
            copy(connection, facts, "rolled_facts " + COLUMNS);
            statement.execute(UPSERT);
        }
    }

    /** In several statements where there are many, so that their text is never in memory as a whole. */
    private void copy(Connection connection, Map<Bucket, List<Fact>> facts, String target) throws SQLException {
        List<Group> groups =
                facts.values().stream().flatMap(List::stream).map(Fact::group).toList();
        Map<Group, Integer> numbered = numbers.numbersOf(connection, groups);
        for (Map.Entry<Bucket, List<Fact>> bucket : facts.entrySet()) {
            List<Fact> inOrder = new ArrayList<>(bucket.getValue());
            inOrder.sort(Comparator.comparing(fact -> numbered.get(fact.group())));
            for (int from = 0; from < inOrder.size(); from += COPY_ROWS) {
                CopyText rows = new CopyText();
                inOrder.subList(from, Math.min(inOrder.size(), from + COPY_ROWS))
                        .forEach(fact -> addRow(rows, bucket.getKey(), numbered.get(fact.group()), fact));
                rows.copyInto(connection, target);
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
        rows.add(fact.sum()).add(fact.sketch().bytes()).endRow();
    }

    /** One span of one granularity. Immutable. */
    record Bucket(Granularity granularity, Instant start) {
        /** Written out, as in {@link SeriesInfo}. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bucket that && granularity == that.granularity && start.equals(that.start);
        }

        @Override
        public int hashCode() {
            return granularity.hashCode() * 31 + start.hashCode();
        }
    }
}
