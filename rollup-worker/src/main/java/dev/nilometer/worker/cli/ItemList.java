package dev.nilometer.worker.cli;

/** Lists of items worth a look, each one query over the functions of the read contract. Immutable. */
enum ItemList {
    SLOWEST("item", "slowest first", """
            SELECT item_id, array_to_string(actors, ',') AS actors, executions, failed, attempts, last_outcome AS outcome,
                   elapsed_ms, wait_ms, longest_ms, longest_actor, tokens, cost_usd,
                   to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ended
            FROM items(?, ?) ORDER BY elapsed_ms DESC, item_id LIMIT ?"""),

    /** An item that failed and then succeeded is here too: its outcome says so. */
    FAILED("failed item", "latest first", """
            SELECT item_id, array_to_string(actors, ',') AS actors, executions, failed, attempts, last_outcome AS outcome,
                   last_error_type AS error, left(last_error_message, 60) AS message,
                   to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ended
            FROM items(?, ?) WHERE failed > 0 ORDER BY ended_at DESC, item_id LIMIT ?"""),

    /** Executions without an end, those of dead processes last. */
    STUCK("unfinished execution", "oldest first", """
            SELECT service, instance, process_lives AS lives, actor, item_id AS inner_item, correlation_id, execution_id,
                   extract(epoch FROM now() - first_sign_at)::bigint AS seconds,
                   extract(epoch FROM now() - last_sign_at)::bigint AS seconds_since_sign, last_stage, stages,
                   inner_executions
            FROM unfinished(?) WHERE first_sign_at < ? ORDER BY process_lives DESC, first_sign_at LIMIT ?""");

    private final String noun;
    private final String order;
    private final String sql;

    ItemList(String noun, String order, String sql) {
        this.noun = noun;
        this.order = order;
        this.sql = sql;
    }

    /** What one row of the list is, for people. */
    String noun() {
        return noun;
    }

    /** How the list is sorted, for people. */
    String order() {
        return order;
    }

    /** Takes two instants and how many rows at most. */
    String sql() {
        return sql;
    }
}
