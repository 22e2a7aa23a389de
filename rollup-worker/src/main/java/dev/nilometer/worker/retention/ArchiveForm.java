package dev.nilometer.worker.retention;

import dev.nilometer.worker.rollup.DayTables.Target;

/**
 * What the files of an archive hold: names instead of numbers, so that they can be read without the database they came
 * from. Rows have the columns of their views, which import reads; sketch rows keep their sketch as hexadecimal digits.
 * Immutable.
 */
enum ArchiveForm {
    SAMPLE_ROWS("""
            SELECT $at AS recorded_at, d.metric_type, r.value / d.divisor::float8 AS metric_value, d.labels,
                e.item_id, e.correlation_id, d.service, d.environment, r.execution_id, s.instance
            FROM $table r LEFT JOIN series d ON d.id = r.series_id LEFT JOIN stream_registry s USING (stream_no)
            LEFT JOIN (SELECT stream_no, id, max(item_id) AS item_id, max(correlation_id) AS correlation_id
                       FROM $executions GROUP BY 1, 2) e ON e.stream_no = r.stream_no AND e.id = r.execution_id""", """
            INSERT INTO $table (at, value, execution_id, series_id, stream_no)
            SELECT a.recorded_at::timestamptz, round(a.metric_value::float8::numeric * d.divisor)::bigint,
                a.execution_id::bigint, d.id, $stream
            FROM $staged a JOIN series d ON (d.service, d.environment, d.metric_type, d.labels)
                = (a.service, a.environment, a.metric_type, a.labels::jsonb)"""),

    EXECUTION_ROWS("""
            SELECT $at AS recorded_at, g.actor, nullif(g.queue, '') AS queue, g.status,
                r.latency_ns / 1e6::float8 AS latency_ms, r.wait_ns / 1e6::float8 AS wait_ms,
                nullif(g.error_type, '') AS error_type, r.error_message, r.tokens, r.cost_nano_usd * 1e-9 AS cost_usd,
                r.user_id, r.human_intervention, r.attempt, r.item_id, r.correlation_id, r.id AS execution_id,
                r.parent_id, r.metadata, g.service, g.environment, s.instance
            FROM $table r LEFT JOIN execution_groups g ON g.id = r.group_id
            LEFT JOIN stream_registry s USING (stream_no)""", """
            INSERT INTO $table (at, latency_ns, wait_ns, id, tokens, cost_nano_usd, parent_id, group_id, stream_no,
                attempt, human_intervention, item_id, correlation_id, user_id, error_message, metadata)
            SELECT a.recorded_at::timestamptz, round(a.latency_ms::float8::numeric * 1000000)::bigint,
                round(a.wait_ms::float8::numeric * 1000000)::bigint, a.execution_id::bigint, a.tokens::bigint,
                round(a.cost_usd::numeric * 1000000000)::bigint, a.parent_id::bigint, g.id, $stream,
                a.attempt::int, a.human_intervention::boolean, a.item_id, a.correlation_id, a.user_id,
                a.error_message, a.metadata::jsonb
            FROM $staged a JOIN execution_groups g
                ON (g.service, g.environment, g.actor, g.queue, g.status, g.error_type)
                = (a.service, a.environment, coalesce(a.actor, ''), coalesce(a.queue, ''), a.status, coalesce(a.error_type, ''))"""),

    SAMPLE_SKETCHES("""
            SELECT $at AS "from", d.metric_type, d.labels, r.count, r.sum, r.min, r.max, encode(r.sketch, 'hex') AS sketch,
                d.service, d.environment, s.instance
            FROM $table r LEFT JOIN series d ON d.id = r.series_id LEFT JOIN stream_registry s USING (stream_no)""", """
            INSERT INTO $table ("from", count, sum, min, max, sketch, series_id, stream_no)
            SELECT a."from"::timestamptz, a.count::bigint, a.sum::bigint, a.min::bigint, a.max::bigint,
                decode(a.sketch, 'hex'), d.id, $stream
            FROM $staged a JOIN series d ON (d.service, d.environment, d.metric_type, d.labels)
                = (a.service, a.environment, a.metric_type, a.labels::jsonb)"""),

    EXECUTION_SKETCHES("""
            SELECT $at AS "from", g.actor, g.queue, g.status, g.error_type, r.count, r.latency_count, r.latency_sum,
                r.latency_min, r.latency_max, encode(r.latency_sketch, 'hex') AS latency_sketch, r.wait_count, r.wait_sum,
                r.wait_min, r.wait_max, encode(r.wait_sketch, 'hex') AS wait_sketch, r.tokens, r.tokens_min, r.tokens_max,
                encode(r.tokens_sketch, 'hex') AS tokens_sketch, r.cost_nano_usd, r.cost_min, r.cost_max,
                encode(r.cost_sketch, 'hex') AS cost_sketch, r.interventions, encode(r.users, 'hex') AS users,
                g.service, g.environment, s.instance
            FROM $table r LEFT JOIN execution_groups g ON g.id = r.group_id
            LEFT JOIN stream_registry s USING (stream_no)""", """
            INSERT INTO $table ("from", count, latency_count, latency_sum, latency_min, latency_max, latency_sketch,
                wait_count, wait_sum, wait_min, wait_max, wait_sketch, tokens, tokens_min, tokens_max, tokens_sketch,
                cost_nano_usd, cost_min, cost_max, cost_sketch, interventions, users, group_id, stream_no)
            SELECT a."from"::timestamptz, a.count::bigint, a.latency_count::bigint, a.latency_sum::bigint,
                a.latency_min::bigint, a.latency_max::bigint, decode(a.latency_sketch, 'hex'), a.wait_count::bigint,
                a.wait_sum::bigint, a.wait_min::bigint, a.wait_max::bigint, decode(a.wait_sketch, 'hex'),
                a.tokens::bigint, a.tokens_min::bigint, a.tokens_max::bigint, decode(a.tokens_sketch, 'hex'),
                a.cost_nano_usd::bigint, a.cost_min::bigint, a.cost_max::bigint, decode(a.cost_sketch, 'hex'),
                a.interventions::bigint, decode(a.users, 'hex'), g.id, $stream
            FROM $staged a JOIN execution_groups g
                ON (g.service, g.environment, g.actor, g.queue, g.status, g.error_type)
                = (a.service, a.environment, coalesce(a.actor, ''), coalesce(a.queue, ''), a.status, coalesce(a.error_type, ''))""");

    /** Grows when a reader of older archives would go wrong. */
    static final int VERSION = 1;

    /** An agent's process is found again by its name; a row whose process is forgotten belongs to none. */
    private static final String STREAM = """
            coalesce((SELECT max(s.stream_no) FROM stream_registry s WHERE (s.service, s.environment, s.instance)
                = (a.service, a.environment, a.instance)), 0)""";

    private final String select;
    private final String insert;

    ArchiveForm(String select, String insert) {
        this.select = select;
        this.insert = insert;
    }

    static ArchiveForm of(Target target) {
        return valueOf(target.name());
    }

    /** What is written of a day's table. */
    String select(String table) {
        String instant = "to_char(r." + (select.contains("\"from\"") ? "\"from\"" : "at")
                + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
        return select.replace("$at", instant)
                .replace("$table", table)
                .replace("$executions", table.replaceFirst("^sample_rows", "execution_rows"));
    }

    /** How a table is filled again from one whose columns are the file's, all of them text. */
    String insert(String staged, String table) {
        return insert.replace("$stream", STREAM).replace("$staged", staged).replace("$table", table);
    }

    /** What a file holds. Immutable. */
    record Content(long rows, String sha256) {}
}
