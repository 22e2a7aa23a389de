-- Registration, v1: names in, ids out, in the order given. Each call is a transaction of its own; known names take no
-- lock. New names are inserted under an advisory lock of this schema, sorted: no dead-lock, no id burnt, one id a name.
SET LOCAL search_path = ${schema}, pg_temp;

-- Stored integers per unit shown: own names and whatever ends in _ms are 1e6.
CREATE OR REPLACE FUNCTION divisor_of(metric_type text) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = ${schema}, pg_temp AS $$
    SELECT CASE
        WHEN $1 IN ('queue_depth', 'error_count', 'event', 'token_usage', 'execution_tokens') THEN 1
        WHEN $1 IN ('cost_usd', 'execution_cost_usd') THEN 1000000000
        ELSE 1000000
    END::bigint
$$;

-- One bad label set must not refuse the good ones of the same call: what is no JSON object becomes its key.
CREATE OR REPLACE FUNCTION labels_of(labels text, labels_key text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = ${schema}, pg_temp AS $$
BEGIN
    IF jsonb_typeof(labels::jsonb) = 'object' THEN
        RETURN labels::jsonb;
    END IF;
    RETURN jsonb_build_object('labels_key', labels_key);
EXCEPTION WHEN data_exception THEN
    RETURN jsonb_build_object('labels_key', labels_key);
END
$$;

-- A key that would not fit into an index entry is cut and ends in a hash of the whole.
CREATE OR REPLACE FUNCTION bounded(name text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = ${schema}, pg_temp AS $$
    SELECT CASE WHEN octet_length(name) <= 1000 THEN name ELSE left(name, 200) || '#' || md5(name) END
$$;

-- Who asks. NL002 where the stream never said hello.
CREATE OR REPLACE FUNCTION registered(stream uuid) RETURNS stream_registry
LANGUAGE plpgsql STABLE SET search_path = ${schema}, pg_temp AS $$
DECLARE
    me stream_registry;
BEGIN
    SELECT * INTO me FROM stream_registry WHERE id = stream;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'stream is unknown' USING ERRCODE = 'NL002';
    END IF;
    RETURN me;
END
$$;

-- The ids of the names given, NULL where there is none; with overflow, that of the overflow series instead.
CREATE OR REPLACE FUNCTION series_ids(me stream_registry, metric_types text[], labels_keys text[], overflow boolean)
RETURNS int[]
LANGUAGE sql STABLE SET search_path = ${schema}, pg_temp AS $$
    SELECT array_agg(coalesce(s.id, o.id) ORDER BY w.no)
    FROM unnest(metric_types, labels_keys) WITH ORDINALITY AS w(metric_type, labels_key, no)
    LEFT JOIN series s ON (s.service, s.environment, s.metric_type, s.labels_key)
        = (me.service, me.environment, left(w.metric_type, 100), bounded(w.labels_key))
    LEFT JOIN series o ON overflow AND (o.service, o.environment, o.metric_type, o.labels_key)
        = (me.service, me.environment, left(w.metric_type, 100), 'overflow:true')
$$;

-- Above the cap of its service and metric a name gets the overflow series, whose totals stay exact. Internal: of whom
-- it is given, service and environment count alone.
CREATE OR REPLACE FUNCTION register_series(
    me stream_registry, metric_types text[], labels_keys text[], labels text[])
RETURNS int[]
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    ids int[] := series_ids(me, $2, $3, false);
BEGIN
    IF array_position(ids, NULL) IS NULL THEN
        RETURN coalesce(ids, '{}');
    END IF;
    PERFORM pg_advisory_xact_lock(x'4e696c6f'::bigint << 32 | 'series'::regclass::oid::bigint);
    INSERT INTO series (service, environment, metric_type, labels_key, labels, divisor)
        SELECT me.service, me.environment, metric_type, labels_key,
               labels_of(labels, labels_key), divisor_of(metric_type)
        FROM (
            SELECT *, row_number() OVER (PARTITION BY metric_type ORDER BY labels_key COLLATE "C") AS place
            FROM (SELECT DISTINCT ON (1, 2) left(t, 100) AS metric_type, bounded(k) AS labels_key, l AS labels
                  FROM unnest($2, $3, $4) AS given(t, k, l) WHERE t IS NOT NULL AND k IS NOT NULL) named
            WHERE NOT EXISTS (SELECT FROM series s
                WHERE (s.service, s.environment, s.metric_type, s.labels_key)
                    = (me.service, me.environment, named.metric_type, named.labels_key))
        ) fresh
        LEFT JOIN (
            SELECT metric_type, count(*) AS known FROM series
            WHERE service = me.service AND environment = me.environment AND metric_type = ANY ($2)
                AND labels_key <> 'overflow:true'
            GROUP BY metric_type
        ) counted USING (metric_type)
        WHERE place + coalesce(known, 0) <= (SELECT series_cap FROM settings)
        ORDER BY metric_type COLLATE "C", labels_key COLLATE "C";
    ids := series_ids(me, $2, $3, false);
    INSERT INTO series (service, environment, metric_type, labels_key, labels, divisor)
        SELECT me.service, me.environment, metric_type, 'overflow:true', '{"overflow": "true"}', divisor_of(metric_type)
        FROM (SELECT DISTINCT left(t, 100) AS metric_type FROM unnest($2, ids) AS found(t, id) WHERE id IS NULL) full_up
        WHERE NOT EXISTS (SELECT FROM series s
            WHERE (s.service, s.environment, s.metric_type, s.labels_key)
                = (me.service, me.environment, full_up.metric_type, 'overflow:true'));
    RETURN series_ids(me, $2, $3, true);
END
$$;

CREATE OR REPLACE FUNCTION v1_series(stream uuid, metric_types text[], labels_keys text[], labels text[])
RETURNS int[]
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    SELECT register_series(registered(stream), metric_types, labels_keys, labels)
$$;

-- The ids of the groups given ('' = none), NULL where there is none; with overflow, that of the overflow group instead.
CREATE OR REPLACE FUNCTION group_ids(
    me stream_registry, actors text[], queues text[], statuses text[], error_types text[], overflow boolean)
RETURNS int[]
LANGUAGE sql STABLE SET search_path = ${schema}, pg_temp AS $$
    SELECT array_agg(coalesce(g.id, o.id) ORDER BY w.no)
    FROM unnest(actors, queues, statuses, error_types) WITH ORDINALITY AS w(actor, queue, status, error_type, no)
    LEFT JOIN execution_groups g ON (g.service, g.environment, g.actor, g.queue, g.status, md5(g.error_type))
        = (me.service, me.environment, left(w.actor, 200), left(w.queue, 200), left(w.status, 20),
           md5(left(w.error_type, 200)))
    LEFT JOIN execution_groups o ON overflow
        AND (o.service, o.environment, o.actor, o.queue, o.status, md5(o.error_type))
        = (me.service, me.environment, 'overflow', '', left(w.status, 20), md5(''))
$$;

-- Likewise for executions; the cap counts all groups of a service, and the overflow group keeps the status.
CREATE OR REPLACE FUNCTION register_groups(
    me stream_registry, actors text[], queues text[], statuses text[], error_types text[])
RETURNS int[]
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    ids  int[] := group_ids(me, $2, $3, $4, $5, false);
    room bigint;
BEGIN
    IF array_position(ids, NULL) IS NULL THEN
        RETURN coalesce(ids, '{}');
    END IF;
    PERFORM pg_advisory_xact_lock(x'4e696c6f'::bigint << 32 | 'execution_groups'::regclass::oid::bigint);
    room := (SELECT series_cap FROM settings)
        - (SELECT count(*) FROM execution_groups WHERE service = me.service AND environment = me.environment);
    ids := group_ids(me, $2, $3, $4, $5, false);
    INSERT INTO execution_groups (service, environment, actor, queue, status, error_type)
        SELECT me.service, me.environment, actor, queue, status, error_type
        FROM (SELECT DISTINCT left(a, 200) AS actor, left(q, 200) AS queue, left(s, 20) AS status,
                              left(e, 200) AS error_type
              FROM unnest($2, $3, $4, $5, ids) AS given(a, q, s, e, id)
              WHERE id IS NULL AND a IS NOT NULL AND q IS NOT NULL AND s IS NOT NULL AND e IS NOT NULL) fresh
        ORDER BY actor COLLATE "C", queue COLLATE "C", status COLLATE "C", error_type COLLATE "C"
        LIMIT greatest(0, room);
    ids := group_ids(me, $2, $3, $4, $5, false);
    INSERT INTO execution_groups (service, environment, actor, queue, status, error_type)
        SELECT me.service, me.environment, 'overflow', '', status, ''
        FROM (SELECT DISTINCT left(s, 20) AS status FROM unnest($4, ids) AS found(s, id) WHERE id IS NULL) full_up
        WHERE NOT EXISTS (SELECT FROM execution_groups g
            WHERE (g.service, g.environment, g.actor, g.queue, g.status, g.error_type)
                = (me.service, me.environment, 'overflow', '', full_up.status, ''));
    RETURN group_ids(me, $2, $3, $4, $5, true);
END
$$;

CREATE OR REPLACE FUNCTION v1_groups(stream uuid, actors text[], queues text[], statuses text[], error_types text[])
RETURNS int[]
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    SELECT register_groups(registered(stream), actors, queues, statuses, error_types)
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
