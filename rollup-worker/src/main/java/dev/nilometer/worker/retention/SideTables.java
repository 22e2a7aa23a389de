package dev.nilometer.worker.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Everything beside rows and facts has its own end: a stream's position is kept 400 days (older segments are then refused
 * as a gap), and what was given up or run as long; what was set aside 90 days. Sums of streams that go stay. Stateless.
 */
final class SideTables {
    private static final String RETIRE = """
            WITH gone AS (
                DELETE FROM stream_registry
                WHERE last_seen_at < now() - greatest(400, (SELECT rows_days + 1 FROM settings)) * interval '1 day'
                RETURNING service, environment, agent_version, totals
            )
            INSERT INTO retired_streams AS r (service, environment, kind, streams, recorded, rows, sketched)
            SELECT service, environment, kind, count(*) FILTER (WHERE agent_version <> ''),
                sum(coalesce((totals -> kind ->> 'recorded')::bigint, 0)),
                sum(coalesce((totals -> kind ->> 'rows')::bigint, 0)),
                sum(coalesce((totals -> kind ->> 'sketched')::bigint, 0))
            FROM gone CROSS JOIN (VALUES ('sample'), ('execution')) k(kind)
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            ON CONFLICT (service, environment, kind) DO UPDATE SET streams = r.streams + excluded.streams,
                recorded = r.recorded + excluded.recorded, rows = r.rows + excluded.rows,
                sketched = r.sketched + excluded.sketched""";

    private SideTables() {}

    /** Lets go what is due, in the caller's transaction. */
    static void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    RETIRE,
                    "DELETE FROM gap_log WHERE noticed_at < now() - interval '400 days'",
                    "DELETE FROM run_history WHERE started_at < now() - interval '400 days'",
                    "DELETE FROM rejected_row_log WHERE rejected_at < now() - interval '90 days'")) {
                statement.execute(sql);
            }
        }
    }
}
