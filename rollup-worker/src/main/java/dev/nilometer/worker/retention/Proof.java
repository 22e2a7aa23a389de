package dev.nilometer.worker.retention;

import dev.nilometer.worker.rollup.DayTables;
import dev.nilometer.worker.rollup.DayTables.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether everything that a day holds is in history: for each of its hours, what the ledger says, what was counted, what
 * the facts add up to and what lies in the quiet tables are the same. Asked while the hours are claimed and the tables
 * detached, so that nothing can change behind it. Immutable.
 *
 * @param records what the day holds
 * @param problems what does not agree, a sentence for each hour; empty = proven
 */
record Proof(long records, List<String> problems) {
    private static final String CLAIM =
            "SELECT hour FROM bucket_state WHERE hour >= ? AND hour < ? ORDER BY hour FOR UPDATE";
    private static final String KNOW = "INSERT INTO bucket_state (hour)"
            + " SELECT generate_series(?::timestamptz, ?::timestamptz - interval '1 hour', '1 hour') ON CONFLICT DO NOTHING";

    /** Metrics of executions beside their time: the same executions once more. */
    private static final String COMPARE = """
            WITH held AS (
                SELECT hour, sum(rows)::bigint AS rows, sum(sketched)::bigint AS sketched FROM ($tables) t GROUP BY hour
            ), noted AS (
                SELECT hour, sum(rows)::bigint AS rows, sum(sketched)::bigint AS sketched
                FROM ledger WHERE hour >= $from AND hour < $to GROUP BY hour
            ), told AS (
                SELECT a.bucket_time AS hour, sum(a.count)::bigint AS records
                FROM aggregates a JOIN aggregate_groups g ON g.id = a.group_id
                WHERE a.granularity = 1 AND a.bucket_time >= $from AND a.bucket_time < $to AND g.dimension_type = 'all'
                    AND g.metric_name NOT IN ('queue_wait_ms', 'execution_tokens', 'execution_cost_usd')
                GROUP BY a.bucket_time
            )
            SELECT b.hour, coalesce(h.rows, 0), coalesce(h.sketched, 0), coalesce(n.rows, 0), coalesce(n.sketched, 0),
                greatest(b.counted, 0), coalesce(t.records, 0)
            FROM bucket_state b LEFT JOIN held h USING (hour) LEFT JOIN noted n USING (hour) LEFT JOIN told t USING (hour)
            WHERE b.hour >= $from AND b.hour < $to
            ORDER BY b.hour""";

    /** Claims the day's hours for the caller's transaction, and compares. */
    static Proof of(Connection connection, DayTables day) throws SQLException {
        claim(connection, day);
        long records = 0;
        List<String> problems = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(comparison(day))) {
            ResultSet hour = statement.executeQuery();
            while (hour.next()) {
                long held = hour.getLong(2) + hour.getLong(3);
                long noted = hour.getLong(4) + hour.getLong(5);
                boolean agrees = hour.getLong(2) == hour.getLong(4)
                        && hour.getLong(3) == hour.getLong(5)
                        && hour.getLong(6) == noted
                        && hour.getLong(7) == noted;
                records += held;
                if (!agrees) {
                    problems.add(
                            "hour " + hour.getTimestamp(1).toInstant() + " holds " + held + " records, its ledger says "
                                    + noted + ", " + hour.getLong(6) + " were counted and its history tells of "
                                    + hour.getLong(7));
                }
            }
        }
        return new Proof(records, List.copyOf(problems));
    }

    private static void claim(Connection connection, DayTables day) throws SQLException {
        for (String sql : List.of(KNOW, CLAIM)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(day.span().start()));
                statement.setTimestamp(2, Timestamp.from(day.span().end()));
                statement.execute();
            }
        }
    }

    /** date_bin divides integers, where date_trunc takes a timestamp apart: half the time for ten million rows. */
    private static String comparison(DayTables day) {
        Instant start = day.span().start();
        String tables = Arrays.stream(Target.values())
                .map(target -> "SELECT date_bin('1 hour', " + target.instant() + ", '" + start + "') AS hour, "
                        + target.rows() + " AS rows, " + target.sketched() + " AS sketched FROM " + day.name(target)
                        + " GROUP BY 1")
                .collect(Collectors.joining(" UNION ALL "));
        return COMPARE.replace("$tables", tables)
                .replace("$from", "'" + start + "'::timestamptz")
                .replace("$to", "'" + day.span().end() + "'::timestamptz");
    }
}
