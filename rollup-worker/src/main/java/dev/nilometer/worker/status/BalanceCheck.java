package dev.nilometer.worker.status;

import dev.nilometer.worker.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what streams say they delivered with what history holds: for each service and environment, rows and sketched
 * records of all streams that ever were = the facts of hours that are rolled up + the ledger of those that are not + late
 * rows that wait. Of one instant. Immutable.
 *
 * @param differences sentences, one for each service that does not agree; empty = every record is where it should be
 * @param records by how many records they differ in all
 */
public record BalanceCheck(List<String> differences, long records) {
    private static final String COMPARE = """
            WITH said AS (
                SELECT service, environment, sum((t.value ->> 'rows')::numeric + (t.value ->> 'sketched')::numeric) AS n
                FROM stream_registry, jsonb_each(totals) t GROUP BY 1, 2
                UNION ALL
                SELECT service, environment, sum(rows + sketched) FROM retired_streams GROUP BY 1, 2
            ), late AS (
                SELECT stream_no, count(*) AS n FROM late_sample_rows GROUP BY 1
                UNION ALL SELECT stream_no, count(*) FROM late_execution_rows GROUP BY 1
                UNION ALL SELECT stream_no, sum(count) FROM late_sample_sketches GROUP BY 1
                UNION ALL SELECT stream_no, sum(count) FROM late_execution_sketches GROUP BY 1
                UNION ALL SELECT stream_no, sum(rows + sketched) FROM ledger l JOIN dirty_hours d USING (hour) GROUP BY 1
            ), found AS (
                SELECT g.service, g.environment, sum(a.count) AS n
                FROM aggregates a JOIN aggregate_groups g ON g.id = a.group_id
                WHERE a.granularity = CASE WHEN a.bucket_time < (SELECT hours_from FROM settings) THEN 2 ELSE 1 END
                    AND a.granularity IN (1, 2) AND g.dimension_type = 'all'
                    AND g.metric_name NOT IN ('queue_wait_ms', 'execution_tokens', 'execution_cost_usd')
                    AND NOT (a.granularity = 1 AND EXISTS (SELECT FROM dirty_hours d WHERE d.hour = a.bucket_time))
                GROUP BY 1, 2
                UNION ALL
                SELECT r.service, r.environment, sum(late.n) FROM late JOIN stream_registry r USING (stream_no) GROUP BY 1, 2
            )
            SELECT service, environment, coalesce(s.n, 0) AS said, coalesce(f.n, 0) AS found
            FROM (SELECT service, environment, sum(n) AS n FROM said GROUP BY 1, 2) s
            FULL JOIN (SELECT service, environment, sum(n) AS n FROM found GROUP BY 1, 2) f USING (service, environment)
            WHERE coalesce(s.n, 0) <> coalesce(f.n, 0)
                AND (SELECT days_from < '1970-01-01' FROM settings)
            ORDER BY 1, 2""";

    /** Asks everything in one snapshot. Where days are forgotten there is nothing left to compare with. */
    public static BalanceCheck run(Database database) throws SQLException {
        return database.snapshot(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COMPARE)) {
                List<String> differences = new ArrayList<>();
                long records = 0;
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    long said = row.getLong(3);
                    long found = row.getLong(4);
                    records += Math.abs(said - found);
                    differences.add("service " + row.getString(1) + " in " + row.getString(2) + " delivered " + said
                            + " records, and history holds " + found);
                }
                return new BalanceCheck(List.copyOf(differences), records);
            }
        });
    }
}
