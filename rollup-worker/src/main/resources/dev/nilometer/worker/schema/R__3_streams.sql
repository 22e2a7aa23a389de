-- The stream protocol, v1: hello, position, commit, gap, reject.
-- An agent delivers with these and COPY, and with nothing else.
SET LOCAL search_path = ${schema}, pg_temp;

-- Registers the stream; the same stream may say hello as often as it reconnects.
CREATE OR REPLACE FUNCTION v1_hello(
    stream uuid, service text, environment text, instance text, host text, pid bigint,
    agent_version text, service_version text, started_at timestamptz)
RETURNS TABLE (stream_no int, "position" bigint, accept_from timestamptz, accept_until timestamptz,
    rows_per_second bigint, send_interval_ms int, enabled boolean, oldest_dirty_seconds float8, schema_version int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
#variable_conflict use_column
BEGIN
    UPDATE stream_registry SET last_seen_at = now(), active_minute = date_trunc('minute', now()) WHERE id = stream;
    IF NOT FOUND THEN
        INSERT INTO stream_registry (id, service, environment, instance, host, pid,
            agent_version, service_version, started_at)
        VALUES (stream, left(coalesce($2, ''), 100), left(coalesce($3, ''), 100), left(coalesce($4, ''), 200),
            left(coalesce($5, ''), 200), coalesce($6, 0), left(coalesce($7, ''), 100), left(coalesce($8, ''), 100),
            coalesce($9, now()))
        ON CONFLICT (id) DO NOTHING;
    END IF;
    BEGIN
        PERFORM v1_partitions();
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
        NULL; -- somebody holds the parents: the rows find partitions made earlier, or ask again (23514)
    END;
    PERFORM fleet_refresh();
    RETURN QUERY
        SELECT r.stream_no, r."position", s.accept_from, s.accept_until,
               s.rows_per_second, s.send_interval_ms, s.enabled, s.oldest_dirty_seconds, 1
        FROM stream_registry r, steering() s WHERE r.id = stream;
END
$$;

-- The last frame stored: 0 = none yet, NULL = this database does not know the stream.
CREATE OR REPLACE FUNCTION v1_position(stream uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    SELECT "position" FROM stream_registry WHERE id = stream
$$;

-- Moves the position from expected to last, or raises NL001 (NL002: unknown stream, NL003: no way forward). Internal;
-- answers the stream's number.
CREATE OR REPLACE FUNCTION advance(stream uuid, expected bigint, last bigint) RETURNS int
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
DECLARE
    number int;
    actual bigint;
BEGIN
    IF last <= expected OR expected < 0 OR last IS NULL OR expected IS NULL THEN
        RAISE EXCEPTION 'cannot move from % to %', expected, last USING ERRCODE = 'NL003';
    END IF;
    UPDATE stream_registry
    SET "position" = last, last_seen_at = now(), active_minute = date_trunc('minute', now())
    WHERE id = stream AND "position" = expected
    RETURNING stream_no INTO number;
    IF FOUND THEN
        RETURN number;
    END IF;
    SELECT "position" INTO actual FROM stream_registry WHERE id = stream;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'stream is unknown' USING ERRCODE = 'NL002';
    END IF;
    RAISE EXCEPTION 'position is %', actual USING ERRCODE = 'NL001';
END
$$;

-- Last statement of a delivery: from here to COMMIT nothing of the agent's can stall, so the row lock is short.
CREATE OR REPLACE FUNCTION v1_commit(
    stream uuid, expected bigint, last bigint, hours timestamptz[], rows bigint[], sketched bigint[], totals jsonb[])
RETURNS TABLE (rows_per_second bigint, send_interval_ms int, enabled boolean, oldest_dirty_seconds float8,
    accept_from timestamptz, accept_until timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
#variable_conflict use_column
DECLARE
    number int := advance(stream, expected, last);
BEGIN
    UPDATE stream_registry r SET totals = r.totals || t.by_kind
    FROM (SELECT jsonb_object_agg(k ->> 'kind', jsonb_build_object(
                     'recorded', (k ->> 'recorded')::bigint, 'rows', (k ->> 'rows')::bigint,
                     'sketched', (k ->> 'sketched')::bigint, 'in_flight', (k ->> 'in_flight')::bigint,
                     'dropped', coalesce(k -> 'dropped', '{}'))) AS by_kind
          FROM unnest($7) k) t
    WHERE r.stream_no = number AND t.by_kind IS NOT NULL;
    INSERT INTO ledger AS l (hour, stream_no, rows, sketched)
        SELECT date_trunc('hour', h, 'UTC'), number, sum(coalesce(n, 0)), sum(coalesce(m, 0))
        FROM unnest($4, $5, $6) AS u(h, n, m)
        WHERE h IS NOT NULL
        GROUP BY 1 ORDER BY 1
    ON CONFLICT (hour, stream_no) DO UPDATE
        SET rows = l.rows + excluded.rows, sketched = l.sketched + excluded.sketched;
    PERFORM fleet_refresh();
    RETURN QUERY
        SELECT s.rows_per_second, s.send_interval_ms, s.enabled, s.oldest_dirty_seconds, s.accept_from, s.accept_until
        FROM steering() s;
END
$$;

-- A hole: the frames after expected, up to last, are nowhere any more. Moves the position as a commit does.
CREATE OR REPLACE FUNCTION v1_gap(stream uuid, expected bigint, last bigint, reason text, records bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    INSERT INTO gap_log (stream_no, after, up_to, reason, records)
    VALUES (advance(stream, expected, last), expected, last, left(coalesce(reason, ''), 200), coalesce(records, 0))
$$;

-- Sets one refused row aside; beyond 10,000 kept it is counted only.
CREATE OR REPLACE FUNCTION v1_reject(stream uuid, target text, reason text, content text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    WITH sender AS (
        UPDATE stream_registry SET rejected = rejected + 1 WHERE id = stream RETURNING stream_no
    )
    INSERT INTO rejected_row_log (stream_no, target, reason, content)
    SELECT stream_no, left(coalesce($2, ''), 200), left(coalesce($3, ''), 1000), left(coalesce($4, ''), 16000)
    FROM sender WHERE (SELECT count(*) FROM rejected_row_log) < 10000
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
