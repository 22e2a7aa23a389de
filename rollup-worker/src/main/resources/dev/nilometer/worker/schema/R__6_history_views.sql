-- The read contract over history: hours, days and weeks, kept for ever. Columns are only ever added.
-- Sums are multiplied by a negative power of ten: a numeric division would round beyond 16 digits.
SET LOCAL search_path = ${schema}, pg_temp;

CREATE OR REPLACE VIEW metrics_aggregates AS
SELECT a.bucket_time,
       CASE a.granularity WHEN 1 THEN 'hour' WHEN 2 THEN 'day' WHEN 3 THEN 'week' END AS granularity,
       g.service,
       g.environment,
       g.metric_name,
       g.dimension_type,
       g.dimension_value,
       a.count,
       trim_scale(a.sum * (1.0 / g.divisor)) AS sum_value,
       a.min / g.divisor::float8 AS min_value,
       a.max / g.divisor::float8 AS max_value,
       (a.sum / g.divisor / a.count)::float8 AS avg_value,
       a.p50 AS p50_value,
       a.p90 AS p90_value,
       a.p95 AS p95_value,
       a.p99 AS p99_value,
       a.exact,
       a.sketched / a.count::float8 AS sketched_share,
       a.sketch,
       a.updated_at
FROM aggregates a
JOIN aggregate_groups g ON g.id = a.group_id
WHERE a.granularity IN (1, 2, 3);

-- One row for each full label set and day of the installation's zone.
CREATE OR REPLACE VIEW operational_metrics_daily AS
SELECT g.metric_name AS metric_type,
       (a.bucket_time AT TIME ZONE s.time_zone)::date AS date,
       g.service,
       g.environment,
       g.labels_key,
       a.count AS sample_count,
       trim_scale(a.sum * (1.0 / g.divisor)) AS sum_value,
       (a.sum / g.divisor / a.count)::float8 AS avg_value,
       a.min / g.divisor::float8 AS min_value,
       a.max / g.divisor::float8 AS max_value,
       a.p95 AS p95_value,
       a.exact
FROM aggregates a
JOIN aggregate_groups g ON g.id = a.group_id
CROSS JOIN settings s
WHERE s.only_row AND a.granularity = 2 AND a.full_set AND g.labels_key IS NOT NULL;

CREATE OR REPLACE VIEW actor_performance_daily AS
SELECT service,
       environment,
       actor,
       metric_date,
       total_executions,
       successful_executions,
       failed_executions,
       successful_executions / total_executions::float8 AS success_rate,
       (latency_sum / total_executions / 1000000)::float8 AS avg_latency_ms,
       latency_p50 AS p50_latency_ms,
       latency_p95 AS p95_latency_ms,
       latency_p99 AS p99_latency_ms,
       tokens AS total_tokens,
       cost_nano_usd * 1e-9 AS total_cost_usd,
       cost_nano_usd * 1e-9 / total_executions AS avg_cost_per_execution,
       error_distribution,
       human_interventions,
       unique_users,
       unique_users_exact,
       exact,
       created_at,
       updated_at
FROM actor_days;
