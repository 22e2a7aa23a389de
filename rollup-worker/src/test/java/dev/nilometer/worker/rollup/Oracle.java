package dev.nilometer.worker.rollup;

import dev.nilometer.worker.database.TestDatabase;
import java.util.List;

/**
 * Says by brute force, in SQL, what history must hold: every fact from every single value, those inside sketch rows and
 * late ones too. Knows nothing of how the rollup works.
 */
public final class Oracle {
    private final TestDatabase database;

    /** With two dimensions that the settings add: the label shop, and model+actor. */
    public Oracle(TestDatabase database) {
        this.database = database;
        database.execute(TRUTH);
        database.execute(DIMENSIONS);
    }

    private static final String TRUTH = """
            CREATE VIEW all_executions AS
            SELECT at, group_id, latency_ns, wait_ns, tokens, cost_nano_usd, user_id, human_intervention, sketched
                FROM written_executions;

            CREATE FUNCTION key_of(labels jsonb) RETURNS text LANGUAGE sql AS $$
                SELECT coalesce(string_agg(regexp_replace(k, '([\\\\,:])', '\\\\\\1', 'g') || ':'
                    || regexp_replace(v, '([\\\\,:])', '\\\\\\1', 'g'), ',' ORDER BY k COLLATE "C"), '')
                FROM jsonb_each_text(labels) AS l(k, v)
            $$;

            CREATE VIEW truth AS
            SELECT s.at, d.service, d.environment, d.metric_type AS metric, d.labels, d.labels_key, d.divisor, s.value, s.sketched
            FROM written_samples s
            JOIN series d ON d.id = s.series_id
            UNION ALL
            SELECT e.at, g.service, g.environment, m.metric, l.labels, key_of(l.labels), m.divisor, m.value, e.sketched
            FROM all_executions e JOIN execution_groups g ON g.id = e.group_id
            CROSS JOIN LATERAL (SELECT jsonb_strip_nulls(jsonb_build_object(
                'actor', g.actor, 'queue', nullif(g.queue, ''), 'outcome', g.status)) AS labels) l
            CROSS JOIN LATERAL (VALUES ('execution_time_ms', latency_ns, 1000000::bigint), ('queue_wait_ms', wait_ns, 1000000),
                ('execution_tokens', tokens, 1), ('execution_cost_usd', cost_nano_usd, 1000000000)) m(metric, value, divisor)
            WHERE m.value IS NOT NULL""";

    private static final String DIMENSIONS = """
            CREATE VIEW expected_values AS
            SELECT t.*, x.type, x.dim
            FROM truth t CROSS JOIN LATERAL (
                SELECT 'all' AS type, '' AS dim
                UNION ALL SELECT k, v FROM jsonb_each_text(t.labels) AS l(k, v) WHERE k IN ('actor', 'stage', 'queue',
                    'model', 'operation', 'error_type', 'bucket', 'event', 'outcome', 'shop')
                UNION ALL SELECT 'actor+stage', (t.labels ->> 'actor') || '+' || (t.labels ->> 'stage')
                    WHERE t.labels ?& ARRAY['actor', 'stage']
                UNION ALL SELECT 'model+actor', (t.labels ->> 'model') || '+' || (t.labels ->> 'actor')
                    WHERE t.labels ?& ARRAY['model', 'actor']
                UNION ALL SELECT 'labels', t.labels_key) x""";

    private static final String MISMATCHES = """
            WITH facts AS (
                SELECT date_trunc($span, at, $zone) AS bucket_time, service, environment, metric, type, dim,
                    divisor, count(*) AS n, count(*) FILTER (WHERE sketched) AS in_sketches,
                    sum(value) AS total, min(value) AS low, max(value) AS high,
                    percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY value / divisor::float8) AS p,
                    array_agg(value / divisor::float8 ORDER BY value) AS sorted,
                    (array_agg(labels))[1] AS labels
                FROM expected_values GROUP BY 1, 2, 3, 4, 5, 6, 7
            ), wanted AS (
                SELECT * FROM facts f WHERE type <> 'labels' OR NOT EXISTS (
                    SELECT FROM facts o, jsonb_each_text(f.labels) AS l(k, v)
                    WHERE (o.bucket_time, o.service, o.environment, o.metric, o.n)
                        = (f.bucket_time, f.service, f.environment, f.metric, f.n)
                      AND o.type = l.k AND o.dim = l.v
                      AND (SELECT count(*) FROM jsonb_object_keys(f.labels)) = 1)
            ), compared AS (
                SELECT coalesce(w.bucket_time, a.bucket_time) AS bucket_time, coalesce(w.metric, a.metric_name) AS metric,
                    coalesce(w.type, a.dimension_type) AS type, coalesce(w.dim, a.dimension_value) AS dim,
                    CASE WHEN a.bucket_time IS NULL THEN 'missing' WHEN w.bucket_time IS NULL THEN 'too many'
                    WHEN a.count <> w.n THEN 'count ' || a.count || ' not ' || w.n
                    WHEN a.sum_value <> w.total / w.divisor THEN 'sum ' || a.sum_value || ' not ' || w.total / w.divisor
                    WHEN a.avg_value <> (w.total / w.divisor / w.n)::float8 THEN 'avg'
                    WHEN a.min_value <> w.low / w.divisor::float8 THEN 'min ' || a.min_value || ' not ' || w.low
                    WHEN a.max_value <> w.high / w.divisor::float8 THEN 'max ' || a.max_value || ' not ' || w.high
                    WHEN a.exact <> ($exact AND w.in_sketches = 0) THEN 'exact ' || a.exact
                    WHEN a.sketched_share <> w.in_sketches / w.n::float8 THEN 'share ' || a.sketched_share
                    WHEN a.exact AND ARRAY[a.p50_value, a.p90_value, a.p95_value, a.p99_value] <> w.p
                        THEN 'exact percentiles ' || a.p50_value || ' not ' || w.p[1]
                    WHEN NOT a.exact AND EXISTS (
                        SELECT FROM (VALUES (0.5, a.p50_value), (0.9, a.p90_value), (0.95, a.p95_value),
                            (0.99, a.p99_value)) q(share, given)
                        WHERE given NOT BETWEEN w.sorted[floor(share * (w.n - 1))::int + 1] * 0.99 - 1e-12
                            AND w.sorted[ceil(share * (w.n - 1))::int + 1] * 1.01 + 1e-12)
                        THEN 'sketched percentiles' END AS problem
                FROM wanted w
                FULL JOIN (SELECT * FROM metrics_aggregates WHERE granularity = $span) a
                    ON (a.bucket_time, a.service, a.environment, a.metric_name, a.dimension_type, a.dimension_value)
                    = (w.bucket_time, w.service, w.environment, w.metric, w.type, w.dim)
            )
            SELECT concat_ws(' | ', bucket_time, metric, type, dim, problem) FROM compared WHERE problem IS NOT NULL
            ORDER BY 1 LIMIT 20""";

    /** What differs in the facts of one granularity; {@code exact} says whether rows alone make a fact exact. */
    public List<String> mismatches(String granularity, String zone, boolean exact) {
        return mismatches(granularity, zone, String.valueOf(exact));
    }

    /** As above, but where it is called exact is left to the rollup: what it calls exact must be so. */
    public List<String> mismatches(String granularity, String zone) {
        return mismatches(granularity, zone, "a.exact");
    }

    private List<String> mismatches(String granularity, String zone, String exact) {
        return database.column(MISMATCHES
                .replace("$span", "'" + granularity + "'")
                .replace("$zone", "'" + zone + "'")
                .replace("$exact", exact));
    }

    private static final String DAILY = """
            WITH wanted AS (
                SELECT metric AS metric_type, (at AT TIME ZONE $zone)::date AS date, service, environment, labels_key,
                    count(*) AS n, sum(value) AS total, min(value) AS low, max(value) AS high, divisor
                FROM truth GROUP BY 1, 2, 3, 4, 5, divisor)
            SELECT concat_ws(' | ', coalesce(w.metric_type, d.metric_type), coalesce(w.labels_key, d.labels_key),
                w.n, d.sample_count)
            FROM wanted w FULL JOIN operational_metrics_daily d
                USING (metric_type, date, service, environment, labels_key)
            WHERE (d.sample_count, d.sum_value, d.min_value, d.max_value, d.avg_value) IS DISTINCT FROM
                (w.n, w.total / w.divisor, w.low / w.divisor::float8, w.high / w.divisor::float8,
                 (w.total / w.divisor / w.n)::float8)
            LIMIT 20""";

    /** What differs in operational_metrics_daily. */
    public List<String> dailyMismatches(String zone) {
        return database.column(DAILY.replace("$zone", "'" + zone + "'"));
    }

    private static final String ACTORS = """
            WITH errors AS (
                SELECT service, environment, actor, metric_date, jsonb_object_agg(error_type, n) AS distribution
                FROM (SELECT g.service, g.environment, g.actor, (e.at AT TIME ZONE $zone)::date AS metric_date,
                             g.error_type, count(*) AS n
                      FROM all_executions e JOIN execution_groups g ON g.id = e.group_id
                      WHERE g.status = 'failed' GROUP BY 1, 2, 3, 4, 5) x
                GROUP BY 1, 2, 3, 4
            ), wanted AS (
                SELECT g.service, g.environment, g.actor, (e.at AT TIME ZONE $zone)::date AS metric_date, count(*) AS n,
                    count(*) FILTER (WHERE g.status = 'success') AS good, sum(latency_ns) AS latency, sum(tokens) AS tokens,
                    sum(cost_nano_usd) AS cost, count(*) FILTER (WHERE human_intervention) AS interventions,
                    count(DISTINCT user_id) AS users,
                    array_agg(latency_ns / 1e6 ORDER BY latency_ns) AS sorted, bool_or(e.sketched) AS any_sketched,
                    percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY latency_ns / 1e6::float8) AS p
                FROM all_executions e JOIN execution_groups g ON g.id = e.group_id GROUP BY 1, 2, 3, 4)
            SELECT concat_ws(' | ', service, environment, actor, metric_date, w.n, a.total_executions, w.users, a.unique_users)
            FROM wanted w LEFT JOIN errors x USING (service, environment, actor, metric_date)
            FULL JOIN actor_performance_daily a USING (service, environment, actor, metric_date)
            WHERE (a.total_executions, a.successful_executions, a.failed_executions, a.success_rate, a.avg_latency_ms,
                   a.total_tokens, a.total_cost_usd, a.avg_cost_per_execution, a.human_interventions, a.unique_users,
                   a.unique_users_exact, a.error_distribution) IS DISTINCT FROM
                  (w.n, w.good, w.n - w.good, w.good / w.n::float8, (w.latency / w.n / 1000000)::float8, w.tokens,
                   w.cost / 1000000000, w.cost / 1000000000 / w.n, w.interventions, w.users,
                   true, coalesce(x.distribution, '{}'))
               OR EXISTS (SELECT FROM (VALUES (0.5, a.p50_latency_ms), (0.95, a.p95_latency_ms), (0.99, a.p99_latency_ms))
                       q(share, given)
                   WHERE given NOT BETWEEN w.sorted[floor(share * (w.n - 1))::int + 1] * 0.99
                       AND w.sorted[ceil(share * (w.n - 1))::int + 1] * 1.01)
               OR a.exact AND (w.any_sketched OR ARRAY[a.p50_latency_ms, a.p95_latency_ms, a.p99_latency_ms] <> w.p)
            LIMIT 20""";

    /** What differs in actor_performance_daily. */
    public List<String> actorMismatches(String zone) {
        return database.column(ACTORS.replace("$zone", "'" + zone + "'"));
    }
}
