-- The story of one item: every execution and stage across actors and services, in the order in which they began.
-- What was said of it outside any execution (Nilometer.forItem) is of kind 'note', and stage holds what was said.
-- A note with a parent is a link: the item was one of a batch, and the story is that of the batch's execution, which
-- ended at the same moment.
SET LOCAL search_path = ${schema}, pg_temp;

-- Executions come by the index on item_id; their stages by the BRIN on at, within the execution (a second of slack for
-- the clock before it, a minute for stages that end after it). A stage never shows as begun before its execution.
-- The planner's choices are narrowed: it cannot know how few rows a BRIN lets through, and would read all samples.
CREATE OR REPLACE FUNCTION item(item text) RETURNS TABLE (
    started_at timestamptz, kind text, service text, environment text, instance text, actor text, queue text,
    stage text, outcome text, error_type text, attempt int, wait_ms float8, duration_ms float8, tokens bigint,
    cost_usd numeric, human_intervention boolean, error_message text, correlation_id text, execution_id bigint, parent_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET jit = off AS $$
    WITH found AS (
        SELECT e.*, g.service, g.environment, g.actor, g.queue, g.status, g.error_type, r.instance,
               e.at - e.latency_ns / 1000 * interval '1 microsecond' AS began
        FROM execution_rows e
        JOIN execution_groups g ON g.id = e.group_id
        LEFT JOIN stream_registry r ON r.stream_no = e.stream_no -- none of a restored day's, if it is forgotten
        WHERE e.item_id = $1
    ), execution AS (
        SELECT * FROM found WHERE actor <> '' OR parent_id IS NULL
        UNION ALL
        SELECT b.* FROM found f
        CROSS JOIN LATERAL (
            SELECT e.*, g.service, g.environment, g.actor, g.queue, g.status, g.error_type, f.instance,
                   e.at - e.latency_ns / 1000 * interval '1 microsecond' AS began
            FROM execution_rows e
            JOIN execution_groups g ON g.id = e.group_id
            WHERE e.at BETWEEN f.at - interval '1 s' AND f.at + interval '1 s'
              AND e.id = f.parent_id AND e.stream_no = f.stream_no
        ) b
        WHERE f.actor = '' AND f.parent_id IS NOT NULL
    )
    SELECT e.began, CASE WHEN e.actor = '' THEN 'note' ELSE 'execution' END, e.service, e.environment, e.instance,
           e.actor, nullif(e.queue, ''), n.said, e.status, nullif(e.error_type, ''), e.attempt, e.wait_ns / 1e6::float8,
           e.latency_ns / 1e6::float8, e.tokens, e.cost_nano_usd * 1e-9, e.human_intervention, e.error_message,
           e.correlation_id, e.id, e.parent_id
    FROM execution e
    LEFT JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', d.metric_type, d.labels ->> 'event', d.labels ->> 'bucket',
                                    d.labels ->> 'error_type', d.labels ->> 'model'), ', ' ORDER BY r.at, d.id) AS said
        FROM sample_rows r JOIN series d ON d.id = r.series_id
        WHERE r.at BETWEEN e.began - interval '1 s' AND e.at + interval '1 s'
          AND r.execution_id = e.id AND r.stream_no = e.stream_no
    ) n ON e.actor = ''
    UNION ALL
    SELECT greatest(e.began, s.at - s.value / 1000 * interval '1 microsecond'), 'stage', e.service, e.environment,
           e.instance, coalesce(d.labels ->> 'actor', e.actor), NULL, d.labels ->> 'stage', d.labels ->> 'outcome',
           NULL, e.attempt, NULL, s.value / d.divisor::float8, NULL, NULL,
           NULL, NULL, e.correlation_id, e.id, e.parent_id
    FROM execution e
    CROSS JOIN LATERAL (
        SELECT r.at, r.value, r.series_id FROM sample_rows r
        WHERE r.at BETWEEN e.began - interval '1 s' AND e.at + interval '1 min'
          AND r.execution_id = e.id AND r.stream_no = e.stream_no
    ) s
    JOIN series d ON d.id = s.series_id AND d.metric_type = 'processing_time_ms'
    ORDER BY 1, 2, 13 DESC
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
