-- Which item to look at: the items of a span as one row each, and executions that began and did not end.
SET LOCAL search_path = ${schema}, pg_temp;

-- One row for each item with an execution that ended in the span; executions without an item stand alone (item_id NULL).
-- elapsed_ms is what the item lived through: from entering its first queue to its last end, within the span. It is read
-- from rows: executions that were folded into sketches have none, and the items of a batch are the batch's execution.
CREATE OR REPLACE FUNCTION items(
    from_at timestamptz DEFAULT now() - interval '1 hour', to_at timestamptz DEFAULT 'infinity')
RETURNS TABLE (
    item_id text, services text[], environment text, actors text[], executions bigint, failed bigint, attempts int,
    last_outcome text, last_error_type text, last_error_message text, began_at timestamptz, ended_at timestamptz,
    elapsed_ms float8, wait_ms float8, longest_ms float8, longest_actor text, tokens bigint, cost_usd numeric,
    last_execution_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp SET jit = off AS $$
    SELECT e.item_id,
           array_agg(DISTINCT g.service),
           g.environment,
           array_agg(DISTINCT g.actor),
           count(*),
           count(*) FILTER (WHERE g.status = 'failed'),
           max(e.attempt),
           (max(ARRAY[to_char(e.at, 'YYYYMMDDHH24MISSUS'), g.status]))[2],
           nullif((max(ARRAY[to_char(e.at, 'YYYYMMDDHH24MISSUS'), g.error_type])
               FILTER (WHERE g.error_type <> ''))[2], ''),
           (max(ARRAY[to_char(e.at, 'YYYYMMDDHH24MISSUS'), e.error_message])
               FILTER (WHERE e.error_message IS NOT NULL))[2],
           min(e.at - (e.latency_ns + coalesce(e.wait_ns, 0)) / 1000 * interval '1 microsecond'),
           max(e.at),
           extract(epoch FROM max(e.at)
               - min(e.at - (e.latency_ns + coalesce(e.wait_ns, 0)) / 1000 * interval '1 microsecond'))::float8 * 1000,
           sum(e.wait_ns)::float8 / 1e6,
           max(e.latency_ns) / 1e6::float8,
           (max(ARRAY[lpad(e.latency_ns::text, 20, '0'), g.actor]))[2],
           sum(e.tokens)::bigint,
           sum(e.cost_nano_usd) * 1e-9,
           max(e.id)
    FROM execution_rows e
    JOIN execution_groups g ON g.id = e.group_id
    WHERE e.at >= from_at AND e.at < to_at AND g.actor <> ''
    GROUP BY e.item_id, g.environment,
             CASE WHEN e.item_id IS NULL THEN e.stream_no END, CASE WHEN e.item_id IS NULL THEN e.id END
$$;

-- Executions that left a stage or another sample since then and whose own row has not come: they run, or their process died.
-- (An execution keeps all its rows or none, so a sample with a row belongs to an execution that will have one; an execution
-- inside may have a row of its own where the outer one was folded, so it alone is no sign.) item_id is that of the latest
-- execution inside, where there was one: an execution's own item comes with its end. process_lives says whether the process
-- delivered anything within five minutes.
CREATE OR REPLACE FUNCTION unfinished(since timestamptz DEFAULT now() - interval '3 hours')
RETURNS TABLE (
    service text, environment text, instance text, actor text, execution_id bigint, first_sign_at timestamptz,
    last_sign_at timestamptz, last_stage text, stages bigint, inner_executions bigint, item_id text, correlation_id text,
    process_lives boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp SET jit = off AS $$
    WITH sign AS (
        SELECT s.stream_no, s.execution_id, s.at - CASE WHEN d.metric_type = 'processing_time_ms' THEN s.value ELSE 0 END
                   / 1000 * interval '1 microsecond' AS began,
               s.at, d.labels ->> 'actor' AS actor, d.labels ->> 'stage' AS stage,
               (d.metric_type = 'processing_time_ms')::int AS stages, 0 AS inner_executions, NULL AS item_id,
               NULL AS correlation_id
        FROM sample_rows s JOIN series d ON d.id = s.series_id
        WHERE s.at >= since AND s.execution_id IS NOT NULL
        UNION ALL
        SELECT e.stream_no, e.parent_id, e.at - e.latency_ns / 1000 * interval '1 microsecond', e.at, NULL, NULL, 0, 1,
               e.item_id, e.correlation_id
        FROM execution_rows e WHERE e.at >= since AND e.parent_id IS NOT NULL
    ), open AS (
        SELECT stream_no, execution_id, min(began) AS began, max(at) AS at,
               (max(ARRAY[to_char(at, 'YYYYMMDDHH24MISSUS'), actor]) FILTER (WHERE actor IS NOT NULL))[2] AS actor,
               (max(ARRAY[to_char(at, 'YYYYMMDDHH24MISSUS'), stage]) FILTER (WHERE stage IS NOT NULL))[2] AS stage,
               sum(stages) AS stages, sum(inner_executions) AS inner_executions,
               (max(ARRAY[to_char(at, 'YYYYMMDDHH24MISSUS'), item_id]) FILTER (WHERE item_id IS NOT NULL))[2] AS item_id,
               max(correlation_id) AS correlation_id
        FROM sign
        WHERE NOT EXISTS (SELECT FROM execution_rows e
                          WHERE e.at >= since AND e.id = sign.execution_id AND e.stream_no = sign.stream_no)
        GROUP BY stream_no, execution_id
        HAVING bool_or(inner_executions = 0)
    )
    SELECT r.service, r.environment, r.instance, o.actor, o.execution_id, o.began, o.at, o.stage, o.stages,
           o.inner_executions, o.item_id, o.correlation_id, r.last_seen_at > now() - interval '5 min'
    FROM open o JOIN stream_registry r USING (stream_no)
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
