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

    /** Imports are streams of this service, and their records belong to the services that their files name. */
    private static final String IMPORTS = "import";

    /** Asks everything in one snapshot. Where days are forgotten there is nothing left to compare with. */
    public static BalanceCheck run(Database database) throws SQLException {
        return of(database.snapshot(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COMPARE)) {
                List<Service> services = new ArrayList<>();
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    services.add(new Service(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
                }
                return services;
            }
        }));
    }

    /** A service may hold more than its own streams delivered by what imports delivered, in all; never less. */
    private static BalanceCheck of(List<Service> services) {
        long imported = 0;
        long surplus = 0;
        long records = 0;
        List<String> differences = new ArrayList<>();
        for (Service service : services) {
            if (service.name().equals(IMPORTS)) {
                imported += service.said() - service.found();
            } else if (service.found() < service.said()) {
                records += service.said() - service.found();
                differences.add(service.sentence());
            } else {
                surplus += service.found() - service.said();
            }
        }
        if (surplus != imported) {
            records += Math.abs(surplus - imported);
            services.stream()
                    .filter(service -> service.name().equals(IMPORTS) || service.found() > service.said())
                    .forEach(service -> differences.add(service.sentence()));
        }
        return new BalanceCheck(List.copyOf(differences), records);
    }

    /** What the streams of a service delivered, and what history holds of it. Immutable. */
    private record Service(String name, String environment, long said, long found) {
        String sentence() {
            return "service " + name + " in " + environment + " delivered " + said + " records, and history holds "
                    + found;
        }
    }
}
