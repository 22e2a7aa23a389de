package dev.nilometer.it.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Checks in SQL that nothing is uncounted and nothing twice: what the process recorded against what the database holds,
 * and that against what the rollup made of it. One thread.
 */
final class Balance {
    private static final String OF_STREAM = " FROM nilometer.streams WHERE pid = ? AND kind = ?";
    private static final String DROPPED = "(SELECT coalesce(sum(value::bigint), 0) FROM jsonb_each_text(dropped))";

    private final Connection connection;
    private final PrintStream out;
    private boolean even = true;

    Balance(Connection connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /** Checks one finished process, prints each check, and answers whether all hold. */
    boolean check(long pid) throws SQLException {
        out.println();
        out.println("Balance of process " + pid);
        kind(pid, "sample", "SELECT count(*) FROM nilometer.operational_metrics WHERE instance LIKE '%:' || ?");
        kind(pid, "execution", "SELECT count(*) FROM nilometer.executions WHERE instance LIKE '%:' || ?");
        same(
                "records in hours rolled up = records stored, over all runs",
                Query.number(
                        connection,
                        "SELECT coalesce(sum(count), 0) FROM nilometer.metrics_aggregates WHERE granularity = 'hour'"
                                + " AND dimension_type = 'all' AND metric_name NOT IN"
                                + " ('queue_wait_ms', 'execution_tokens', 'execution_cost_usd')"),
                Query.number(connection, "SELECT coalesce(sum(rows + sketched), 0) FROM nilometer.operational_counts"));
        return even;
    }

    private void kind(long pid, String kind, String stored) throws SQLException {
        long recorded = number("recorded", pid, kind);
        long rows = number("rows", pid, kind);
        long sketched = number("sketched", pid, kind);
        long inFlight = number("in_flight", pid, kind);
        long dropped = number(DROPPED, pid, kind);
        out.printf(
                "  %s: recorded %d = %d rows + %d sketched + %d in flight + %d dropped%n",
                kind, recorded, rows, sketched, inFlight, dropped);
        same(kind + "s recorded and accounted for", recorded, rows + sketched + inFlight + dropped);
        same(kind + "s still in flight after the end", inFlight, 0);
        same(kind + "s: rows told and rows stored", rows, Query.number(connection, stored, Long.toString(pid)));
        if (recorded == 0) {
            even = false;
            out.println("  WRONG  no " + kind + " was recorded");
        }
    }

    private long number(String column, long pid, String kind) throws SQLException {
        return Query.number(connection, "SELECT coalesce(sum(" + column + "), 0)" + OF_STREAM, pid, kind);
    }

    private void same(String what, long one, long other) {
        boolean right = one == other;
        even &= right;
        out.println("  " + (right ? "ok     " : "WRONG  ") + what + ": " + one + (right ? "" : " and " + other));
    }
}
