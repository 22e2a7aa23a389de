package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings late rows home: those whose hour is not sealed move from the late_* tables into their day, with their ledger
 * entry, in one transaction; so each is counted once, whenever the worker stops. Stateless.
 */
final class LateRows {
    private static final List<Target> TARGETS = List.of(
            new Target("sample_rows", "at", "count(*)", "0"),
            new Target("execution_rows", "at", "count(*)", "0"),
            new Target("sample_sketches", "\"from\"", "0", "sum(count)"),
            new Target("execution_sketches", "\"from\"", "0", "sum(count)"));

    private LateRows() {}

    /** Moves all that can be moved; answers how many rows. */
    static long bringHome(Transactions transactions) throws SQLException {
        long moved = 0;
        for (Target target : TARGETS) {
            moved += transactions.readCommitted(connection -> bringHome(connection, target));
        }
        return moved;
    }

    private static long bringHome(Connection connection, Target target) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(target.makeDays());
            statement.execute(target.move());
            return statement.getUpdateCount();
        }
    }

    /** One append target, its instant, and how its rows count in the ledger. */
    private record Target(String table, String instant, String rows, String sketched) {
        private String open() {
            return "NOT EXISTS (SELECT FROM bucket_state b WHERE b.sealed_at IS NOT NULL"
                    + " AND b.hour = date_trunc('hour', " + instant + ", 'UTC'))";
        }

        String makeDays() {
            return "SELECT day_partitions(array_agg(DISTINCT (" + instant + " AT TIME ZONE 'UTC')::date)) FROM late_"
                    + table + " WHERE " + open() + " HAVING count(*) > 0";
        }

        String move() {
            return "WITH gone AS (DELETE FROM late_" + table + " WHERE " + open() + " RETURNING *),"
                    + " noted AS (INSERT INTO ledger AS l (hour, stream_no, rows, sketched)"
                    + " SELECT date_trunc('hour', " + instant + ", 'UTC') AS hour, stream_no, " + rows + ", " + sketched
                    + " FROM gone GROUP BY 1, 2 ORDER BY 1, 2 ON CONFLICT (hour, stream_no)"
                    + " DO UPDATE SET rows = l.rows + excluded.rows, sketched = l.sketched + excluded.sketched)"
                    + " INSERT INTO " + table + " SELECT * FROM gone";
        }
    }
}
