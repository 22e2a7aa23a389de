package dev.nilometer.store.copy;

import dev.nilometer.model.RecordKind;

/** The append targets and the columns that are written, in the order of the fields. Columns are only ever added. */
public enum CopyTarget {
    SAMPLE_ROWS("sample_rows", RecordKind.SAMPLE, false, false, Columns.SAMPLES),
    EXECUTION_ROWS("execution_rows", RecordKind.EXECUTION, false, false, Columns.EXECUTIONS),
    SAMPLE_SKETCHES("sample_sketches", RecordKind.SAMPLE, true, false, Columns.SAMPLE_SKETCHES),
    EXECUTION_SKETCHES("execution_sketches", RecordKind.EXECUTION, true, false, Columns.EXECUTION_SKETCHES),
    LATE_SAMPLE_ROWS("late_sample_rows", RecordKind.SAMPLE, false, true, Columns.SAMPLES),
    LATE_EXECUTION_ROWS("late_execution_rows", RecordKind.EXECUTION, false, true, Columns.EXECUTIONS),
    LATE_SAMPLE_SKETCHES("late_sample_sketches", RecordKind.SAMPLE, true, true, Columns.SAMPLE_SKETCHES),
    LATE_EXECUTION_SKETCHES("late_execution_sketches", RecordKind.EXECUTION, true, true, Columns.EXECUTION_SKETCHES);

    private final String table;
    private final RecordKind kind;
    private final boolean sketches;
    private final boolean late;
    private final String columns;
    private final String[] names;

    CopyTarget(String table, RecordKind kind, boolean sketches, boolean late, String columns) {
        this.table = table;
        this.kind = kind;
        this.sketches = sketches;
        this.late = late;
        this.columns = columns;
        this.names = columns.replace("\"", "").split(", *");
    }

    /** The table, without its schema. */
    public String table() {
        return table;
    }

    /** What its rows are, or are made of. */
    public RecordKind kind() {
        return kind;
    }

    /** True when one row stands for many records. */
    public boolean isSketches() {
        return sketches;
    }

    /** True for instants before {@code accept_from}. */
    public boolean isLate() {
        return late;
    }

    /**
     * The statement that {@link dev.nilometer.store.driver.CopyLoad} runs.
     *
     * @param quotedSchema the schema as it stands in SQL, quotes included
     */
    public String statement(String quotedSchema) {
        return "COPY " + quotedSchema + "." + table + " (" + columns + ") FROM STDIN (FORMAT binary)";
    }

    /** Number of fields in a row. */
    int fields() {
        return names.length;
    }

    /** The columns, unquoted. */
    String[] columnNames() {
        return names.clone();
    }

    /** The column lists: constants of an enum cannot name its own static fields. */
    private static final class Columns {
        static final String SAMPLES = "at, value, execution_id, series_id, stream_no";
        static final String EXECUTIONS = "at, latency_ns, wait_ns, id, group_id, tokens, cost_nano_usd, item_id,"
                + " correlation_id, user_id, human_intervention, attempt, stages_kept, error_message, metadata,"
                + " parent_id, stream_no";
        static final String SAMPLE_SKETCHES = "\"from\", series_id, count, sum, min, max, sketch, stream_no";
        static final String EXECUTION_SKETCHES = "\"from\", group_id, count, latency_count, latency_sum, latency_min,"
                + " latency_max, latency_sketch, wait_count, wait_sum, wait_min, wait_max, wait_sketch, tokens,"
                + " tokens_min, tokens_max, tokens_sketch, cost_nano_usd, cost_min, cost_max, cost_sketch,"
                + " interventions, users, stream_no";

        private Columns() {}
    }
}
