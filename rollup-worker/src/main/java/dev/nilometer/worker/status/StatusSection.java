package dev.nilometer.worker.status;

import java.util.Locale;

/**
 * The sections of the status page, in their order: each one query over the schema, its instants in ISO 8601. Immutable.
 */
enum StatusSection {
    SCHEMA("""
            SELECT (SELECT max(version) FROM schema_history WHERE success) AS version, time_zone,
                   to_char(accept_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS accept_from,
                   enabled, raw_max_bytes, raw_per_second, send_interval_ms, rows_days
            FROM settings"""),

    /** Closed and open hours that differ from the ledger. */
    DIRTY_HOURS("""
            SELECT count(*) AS hours, count(*) FILTER (WHERE hour <= now() - interval '1 hour') AS closed,
                   to_char(min(hour) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS oldest,
                   coalesce(sum(total - greatest(counted, 0)), 0)::bigint AS records
            FROM dirty_hours"""),

    RUNS("""
            SELECT command, status, to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS started_at,
                   extract(epoch FROM finished_at - started_at)::float8 AS seconds, hours, days, weeks, records, message
            FROM run_history ORDER BY id DESC LIMIT 5"""),

    /** Bytes with indexes; rows as PostgreSQL last estimated them. */
    PARTITIONS("""
            SELECT to_date(right(c.relname, 8), 'YYYYMMDD')::text AS day,
                   sum(pg_total_relation_size(c.oid))::bigint AS bytes,
                   sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relname LIKE 'sample\\_rows%')::bigint AS sample_bytes,
                   sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relname LIKE 'execution\\_rows%')::bigint
                       AS execution_bytes
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent IN ('sample_rows'::regclass, 'execution_rows'::regclass,
                                  'sample_sketches'::regclass, 'execution_sketches'::regclass)
            GROUP BY 1 ORDER BY 1"""),

    /** At the pace of the busiest day: how full raw_max_bytes would be after rows_days, and when it binds. */
    CAP("""
            WITH day AS (
                SELECT right(c.relname, 8) AS day, sum(pg_total_relation_size(c.oid)) AS bytes
                FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent IN ('sample_rows'::regclass, 'execution_rows'::regclass,
                                      'sample_sketches'::regclass, 'execution_sketches'::regclass)
                GROUP BY 1)
            SELECT sum(day.bytes)::bigint AS bytes, max(day.bytes)::bigint AS busiest_day_bytes, s.raw_max_bytes,
                   CASE WHEN s.raw_max_bytes > 0 AND max(day.bytes) * s.rows_days > s.raw_max_bytes
                        THEN greatest(0, (s.raw_max_bytes - sum(day.bytes)) / max(day.bytes))::float8 END AS binds_in_days
            FROM day, settings s GROUP BY s.raw_max_bytes, s.rows_days"""),

    STREAMS("""
            SELECT instance, service, environment, kind, recorded, rows, sketched, in_flight,
                   coalesce((SELECT sum(n::bigint) FROM jsonb_each_text(dropped) d(reason, n)), 0)::bigint AS dropped,
                   recorded = rows + sketched + in_flight
                       + coalesce((SELECT sum(n::bigint) FROM jsonb_each_text(dropped) d(reason, n)), 0) AS balanced,
                   to_char(last_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_seen_at
            FROM streams ORDER BY last_seen_at DESC, instance, kind DESC LIMIT 100"""),

    SET_ASIDE("""
            SELECT (SELECT coalesce(sum(rejected), 0) FROM stream_registry)::bigint AS rejected_rows,
                   (SELECT count(*) FROM gap_log) AS gaps,
                   (SELECT coalesce(sum(records), 0) FROM gap_log)::bigint AS gap_records,
                   (SELECT count(*) FROM late_sample_rows) + (SELECT count(*) FROM late_execution_rows)
                       + (SELECT count(*) FROM late_sample_sketches)
                       + (SELECT count(*) FROM late_execution_sketches) AS late_rows""");

    private final String sql;

    StatusSection(String sql) {
        this.sql = sql;
    }

    /** The section's name on the page and in JSON. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sql() {
        return sql;
    }
}
