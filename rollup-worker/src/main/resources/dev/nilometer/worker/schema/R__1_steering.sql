-- How the database steers its fleet: the numbers that each hello and commit brings home.
-- Internal: agents cannot call these.
SET LOCAL search_path = ${schema}, pg_temp;

-- The first day boundary after the partitions that always exist (today and three more).
CREATE OR REPLACE FUNCTION accept_until() RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = ${schema}, pg_temp AS $$
    SELECT date_trunc('day', now(), 'UTC') + interval '96 hours'
$$;

-- Counts the fleet again if the last count is old and nobody else is at it: every 2 s, since a fleet that starts as one
-- opens a connection each until it is counted. Never waits.
CREATE OR REPLACE FUNCTION fleet_refresh() RETURNS void
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp AS $$
BEGIN
    PERFORM 1 FROM fleet WHERE only_row AND active_counted_at < now() - interval '2 s' FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE fleet SET
        active_streams = (SELECT count(*) FROM stream_registry
            WHERE active_minute >= now() - interval '3 min' AND agent_version <> ''), -- an import takes no share
        active_counted_at = now();
    UPDATE fleet SET
        oldest_dirty_hour = (SELECT min(hour) FROM dirty_hours WHERE hour <= now() - interval '1 hour'),
        dirty_counted_at = now()
    WHERE dirty_counted_at < now() - interval '1 min';
END
$$;

-- rows_per_second: the share of one stream, at 61 bytes a row, rounded up; NULL = no cap, 0 = sketches alone.
-- send_interval_ms: so long that all streams together stay under 100 transactions a second, at most a minute; and from
-- 80 streams on so long that agents close their connections in between, because a server has 100 by default: a send then
-- takes six transactions, login and names included.
CREATE OR REPLACE FUNCTION steering() RETURNS TABLE (
    rows_per_second bigint, send_interval_ms int, enabled boolean, oldest_dirty_seconds float8,
    accept_from timestamptz, accept_until timestamptz)
LANGUAGE sql STABLE SET search_path = ${schema}, pg_temp AS $$
    SELECT
        (least(s.raw_per_second, nullif(s.raw_max_bytes, 0) / (s.rows_days * 86400::bigint * 61)) + f.many - 1) / f.many,
        least(60000, greatest(s.send_interval_ms, f.active_streams * 10,
            CASE WHEN f.active_streams > 80 THEN greatest(10000, f.active_streams * 70) END)),
        s.enabled,
        coalesce(extract(epoch FROM now() - f.oldest_dirty_hour - interval '1 hour'), 0)::float8,
        s.accept_from,
        accept_until()
    FROM settings s
    JOIN (SELECT greatest(1, active_streams) AS many, * FROM fleet) f USING (only_row)
    WHERE only_row -- by key: one row each, which the planner must know, else it compiles (JIT) for 10 ms
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
