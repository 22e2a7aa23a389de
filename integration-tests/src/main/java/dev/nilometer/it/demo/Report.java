package dev.nilometer.it.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What was measured, read out of the views that everybody reads: nothing here is known from anywhere else. It covers
 * every row in the database, earlier runs of the demo included. One thread.
 */
final class Report {
    private static final String PERCENTILES = """
              percentile_cont(0.50) WITHIN GROUP (ORDER BY %1$s) AS p50_ms,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY %1$s) AS p95_ms,
              percentile_cont(0.99) WITHIN GROUP (ORDER BY %1$s) AS p99_ms""";

    /** An actor's own line, then its stages; tokens and cost belong to executions. */
    private static final String ACTORS =
            """
            SELECT actor, '' AS stage, count(*) AS count, count(*) FILTER (WHERE status = 'failed') AS errors,
            """ + PERCENTILES.formatted("latency_ms") + """
            ,
              sum(tokens)::bigint AS tokens, round(sum(cost_usd), 6) AS cost_usd
            FROM nilometer.executions WHERE actor <> '' GROUP BY actor
            UNION ALL
            SELECT labels ->> 'actor', labels ->> 'stage', count(*),
              count(*) FILTER (WHERE labels ->> 'outcome' = 'failed'),
            """ + PERCENTILES.formatted("metric_value") + """
            ,
              NULL, NULL
            FROM nilometer.operational_metrics WHERE metric_type = 'processing_time_ms' GROUP BY 1, 2
            ORDER BY 1, 2""";

    private static final String ERRORS = """
            SELECT labels ->> 'error_type' AS error_type, labels ->> 'actor' AS actor, labels ->> 'stage' AS stage,
              sum(metric_value)::bigint AS errors
            FROM nilometer.operational_metrics WHERE metric_type = 'error_count' GROUP BY 1, 2, 3
            ORDER BY 4 DESC, 1""";

    private static final String QUEUES = """
            SELECT queue, max(depth)::bigint AS deepest, max(waits) AS waits, max(p50_ms) AS wait_p50_ms,
              max(p95_ms) AS wait_p95_ms, max(p99_ms) AS wait_p99_ms
            FROM (
              SELECT queue, NULL::float8 AS depth, count(wait_ms) AS waits,
            """ + PERCENTILES.formatted("wait_ms") + """

              FROM nilometer.executions WHERE queue IS NOT NULL GROUP BY queue
              UNION ALL
              SELECT labels ->> 'queue', max(metric_value), NULL, NULL, NULL, NULL
              FROM nilometer.operational_metrics WHERE metric_type = 'queue_depth' GROUP BY 1) q
            GROUP BY queue ORDER BY queue""";

    private static final String CONFIDENCE = """
            SELECT labels ->> 'bucket' AS confidence, count(*) AS scores, avg(metric_value) AS average
            FROM nilometer.operational_metrics WHERE metric_type = 'confidence_score' GROUP BY 1 ORDER BY 3 DESC""";

    private static final String HOURS = """
            SELECT to_char(bucket_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS hour_utc, metric_name,
              dimension_value AS actor, count, p50_value AS p50, p95_value AS p95, p99_value AS p99, exact
            FROM nilometer.metrics_aggregates
            WHERE granularity = 'hour' AND dimension_type = 'actor' AND metric_name = 'execution_time_ms'
            ORDER BY bucket_time DESC, actor LIMIT 8""";

    /** The slowest item of this stream that got all the way to a decision or a failure. */
    private static final String SLOWEST = """
            SELECT item_id FROM nilometer.executions
            WHERE queue IS NOT NULL AND item_id IS NOT NULL AND instance LIKE '%:' || ?
            ORDER BY latency_ms DESC LIMIT 1""";

    private static final String STORY = """
            SELECT to_char(started_at AT TIME ZONE 'UTC', 'HH24:MI:SS.US') AS started_utc, actor, stage, outcome,
              error_type, round(wait_ms::numeric, 3) AS wait_ms, round(duration_ms::numeric, 3) AS duration_ms,
              tokens, round(cost_usd, 6) AS cost_usd
            FROM nilometer.item(?)""";

    private final Connection connection;
    private final PrintStream out;

    Report(Connection connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /** Prints everything; {@code pid} is the process whose slowest item is explained, {@code psql} opens its server, '' = it ends. */
    void print(long pid, String psql) throws SQLException {
        section("Actors and their stages", ACTORS);
        section("Errors by type", ERRORS);
        section("Queues", QUEUES);
        section("Confidence", CONFIDENCE);
        section("What the rollup made of it (newest hours)", HOURS);
        String item = Query.text(connection, SLOWEST, Long.toString(pid));
        if (!item.isEmpty()) {
            section("One slow item, explained: " + item, STORY, item);
            if (!psql.isEmpty()) {
                out.println();
                out.println("  " + psql + " -c \"SELECT * FROM nilometer.item('" + item.replace("'", "''") + "')\"");
            }
        }
    }

    private void section(String title, String sql, Object... parameters) throws SQLException {
        out.println();
        out.println(title);
        Query.table(connection, sql, parameters).forEach(line -> out.println("  " + line));
    }
}
