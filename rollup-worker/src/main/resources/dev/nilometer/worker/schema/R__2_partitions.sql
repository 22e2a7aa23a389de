-- Day partitions of the append targets, made by LIKE + ATTACH:
-- CREATE … PARTITION OF fails behind any open reader of the parent.
SET LOCAL search_path = ${schema}, pg_temp;

-- Makes what is missing of the UTC days named; answers how many tables it made. Whoever comes second waits for the
-- first (an advisory lock of this schema, until its transaction ends), at most 5 s. Internal: takes any day.
CREATE OR REPLACE FUNCTION day_partitions(days date[]) RETURNS int
LANGUAGE plpgsql SET search_path = ${schema}, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    home    regnamespace := (SELECT relnamespace FROM pg_class WHERE oid = 'sample_rows'::regclass);
    parent  text;
    child   text;
    day     date;
    created int := 0;
BEGIN
    FOR parent, day IN
        SELECT p, d
        FROM unnest(ARRAY['sample_rows', 'execution_rows', 'sample_sketches', 'execution_sketches']) p,
             unnest(days) d
        ORDER BY d, p
    LOOP
        child := parent || to_char(day, '_YYYYMMDD');
        CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = child AND relnamespace = home);
        PERFORM pg_advisory_xact_lock(x'4e696c6f'::bigint << 32 | 'sample_rows'::regclass::oid::bigint);
        -- asked of pg_class and not of to_regclass, which remembers what was not there before the wait
        CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = child AND relnamespace = home);
        EXECUTE format('CREATE TABLE %s.%I (LIKE %s.%I INCLUDING DEFAULTS INCLUDING STORAGE)',
            home, child, home, parent);
        EXECUTE format('ALTER TABLE %s.%I ATTACH PARTITION %s.%I FOR VALUES FROM (%L) TO (%L)',
            home, parent, home, child, day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
        created := created + 1;
    END LOOP;
    RETURN created;
END
$$;

-- NULL = today and the three days after; else those of the days named that are accepted. Safe for many at once.
CREATE OR REPLACE FUNCTION v1_partitions(days date[] DEFAULT NULL) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    SELECT coalesce(day_partitions(array_agg(d ORDER BY d)), 0)
    FROM (SELECT DISTINCT d FROM unnest(coalesce(days,
             (SELECT array_agg((now() AT TIME ZONE 'UTC')::date + n) FROM generate_series(0, 3) n))) d) named,
         settings s
    WHERE (d + 1)::timestamp AT TIME ZONE 'UTC' > s.accept_from
      AND d::timestamp AT TIME ZONE 'UTC' < accept_until()
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
