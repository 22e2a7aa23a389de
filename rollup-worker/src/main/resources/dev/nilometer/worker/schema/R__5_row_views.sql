-- The read contract over rows: what people and dashboards select from while the rows are kept.
-- Columns are only ever added.
SET LOCAL search_path = ${schema}, pg_temp;

-- Item and correlation live in the execution alone. The grouped join is dropped by the planner where neither column is
-- asked for, so that a chart over samples never reads executions; for one item ask item() or executions (both indexed).
CREATE OR REPLACE VIEW operational_metrics AS
SELECT s.at AS recorded_at,
       d.metric_type,
       s.value / d.divisor::float8 AS metric_value,
       d.labels,
       e.item_id,
       e.correlation_id,
       s.execution_id,
       d.service,
       d.environment,
       r.instance
FROM sample_rows s
LEFT JOIN series d ON d.id = s.series_id
LEFT JOIN stream_registry r ON r.stream_no = s.stream_no
LEFT JOIN (SELECT stream_no, id, max(item_id) AS item_id, max(correlation_id) AS correlation_id
           FROM execution_rows GROUP BY stream_no, id) e
    ON e.stream_no = s.stream_no AND e.id = s.execution_id;

CREATE OR REPLACE VIEW executions AS
SELECT e.at AS recorded_at,
       g.actor,
       nullif(g.queue, '') AS queue,
       g.status,
       e.latency_ns / 1e6::float8 AS latency_ms,
       e.wait_ns / 1e6::float8 AS wait_ms,
       nullif(g.error_type, '') AS error_type,
       e.error_message,
       e.tokens,
       e.cost_nano_usd * 1e-9 AS cost_usd,
       e.user_id,
       e.human_intervention,
       e.attempt,
       e.item_id,
       e.correlation_id,
       e.id AS execution_id,
       e.parent_id,
       e.metadata,
       g.service,
       g.environment,
       r.instance
FROM execution_rows e
LEFT JOIN execution_groups g ON g.id = e.group_id
LEFT JOIN stream_registry r ON r.stream_no = e.stream_no;

-- True counts, whichever way a record landed; executions count as execution_time_ms. What was said about an item outside
-- any execution (Nilometer.forItem) travels as an execution without an actor: it is counted as item_note.
CREATE OR REPLACE VIEW operational_counts AS
SELECT c.hour, d.metric_type, d.labels, sum(c.rows)::bigint AS rows, sum(c.sketched)::bigint AS sketched,
       d.service, d.environment
FROM (SELECT date_trunc('hour', at, 'UTC') AS hour, series_id, count(*) AS rows, 0 AS sketched
      FROM sample_rows GROUP BY 1, 2
      UNION ALL
      SELECT date_trunc('hour', "from", 'UTC'), series_id, 0, sum(count) FROM sample_sketches GROUP BY 1, 2) c
JOIN series d ON d.id = c.series_id
GROUP BY c.hour, d.id
UNION ALL
SELECT c.hour, l.metric_type, l.labels, sum(c.rows)::bigint, sum(c.sketched)::bigint, g.service, g.environment
FROM (SELECT date_trunc('hour', at, 'UTC') AS hour, group_id, count(*) AS rows, 0 AS sketched
      FROM execution_rows GROUP BY 1, 2
      UNION ALL
      SELECT date_trunc('hour', "from", 'UTC'), group_id, 0, sum(count) FROM execution_sketches GROUP BY 1, 2) c
JOIN execution_groups g ON g.id = c.group_id
CROSS JOIN LATERAL (SELECT
    CASE WHEN g.actor = '' THEN 'item_note' ELSE 'execution_time_ms' END AS metric_type,
    CASE WHEN g.actor = '' THEN '{}' ELSE jsonb_strip_nulls(jsonb_build_object(
        'actor', g.actor, 'queue', nullif(g.queue, ''), 'outcome', g.status)) END AS labels) l
GROUP BY c.hour, l.metric_type, l.labels, g.service, g.environment;

-- As rolled up; an actor that no rollup has seen yet was first and last seen when it was registered.
CREATE OR REPLACE VIEW actors AS
SELECT g.service, g.environment, g.actor,
       coalesce(d.first_seen, g.known_since) AS first_seen,
       coalesce(d.last_seen, g.known_since) AS last_seen
FROM (SELECT service, environment, actor, min(known_since) AS known_since
      FROM execution_groups WHERE actor <> '' GROUP BY service, environment, actor) g
LEFT JOIN (SELECT service, environment, actor, min(first_seen) AS first_seen, max(last_seen) AS last_seen
           FROM actor_days GROUP BY service, environment, actor) d USING (service, environment, actor);

-- One row for each stream and kind: recorded = rows + sketched + in_flight + the sum of dropped.
CREATE OR REPLACE VIEW streams AS
SELECT r.instance, r.service, r.environment, r.host, r.pid, r.agent_version, r.service_version, r.started_at,
       r.last_seen_at, r."position", k.kind,
       coalesce((t.t ->> 'recorded')::bigint, 0) AS recorded,
       coalesce((t.t ->> 'rows')::bigint, 0) AS rows,
       coalesce((t.t ->> 'sketched')::bigint, 0) AS sketched,
       coalesce((t.t ->> 'in_flight')::bigint, 0) AS in_flight,
       coalesce(t.t -> 'dropped', '{}') AS dropped
FROM stream_registry r
CROSS JOIN (VALUES ('sample'), ('execution')) k(kind)
CROSS JOIN LATERAL (SELECT r.totals -> k.kind AS t) t;

CREATE OR REPLACE VIEW gaps AS
SELECT g.noticed_at, g.reason, g.records, g.after, g.up_to, r.service, r.environment, r.instance
FROM gap_log g JOIN stream_registry r USING (stream_no);

CREATE OR REPLACE VIEW rejected_rows AS
SELECT x.rejected_at, x.target, x.reason, x.content, r.service, r.environment, r.instance
FROM rejected_row_log x JOIN stream_registry r USING (stream_no);
