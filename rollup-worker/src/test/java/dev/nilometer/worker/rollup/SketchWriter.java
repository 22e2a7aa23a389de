package dev.nilometer.worker.rollup;

import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.Summary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Folds records by quarter of an hour, as an agent's tables do. */
final class SketchWriter {
    private static final int QUARTER_MICROS = 900_000_000;

    private SketchWriter() {}

    static void samples(Connection connection, String prefix, List<Object[]> rows) throws SQLException {
        Map<List<Object>, Summary> folded = new HashMap<>();
        for (Object[] row : rows) {
            folded.computeIfAbsent(List.of(quarterOf(row[0]), row[2], row[3]), key -> new Summary())
                    .add((Long) row[1]);
        }
        List<Object[]> sketches = new ArrayList<>();
        folded.forEach((key, s) -> sketches.add(
                new Object[] {key.get(0), s.count(), s.sum(), s.min(), s.max(), key.get(1), key.get(2), hex(s)}));
        Bulk.insert(
                connection,
                prefix + "sample_sketches",
                "\"from\" timestamptz, count bigint, sum bigint, min bigint, max bigint, series_id int,"
                        + " stream_no int, sketch bytea",
                sketches);
    }

    /** Every other group comes from an agent that leaves executions without tokens out of their sketch. */
    static void executions(Connection connection, String prefix, List<Object[]> rows) throws SQLException {
        Map<List<Object>, ExecutionSummary> folded = new HashMap<>();
        for (Object[] row : rows) {
            ExecutionSummary summary =
                    folded.computeIfAbsent(List.of(quarterOf(row[0]), row[4], row[9]), k -> new ExecutionSummary());
            summary.latency().add((Long) row[1]);
            if (row[2] != null) {
                summary.waits().add((Long) row[2]);
            }
            if ((Integer) row[4] % 2 == 0 || (Long) row[5] != 0) {
                summary.tokens().add((Long) row[5]);
            }
            summary.cost().add((Long) row[6]);
            if (row[7] != null) {
                summary.users().add((String) row[7]);
            }
            summary.intervene((Boolean) row[8] ? 1 : 0);
        }
        List<Object[]> sketches = new ArrayList<>();
        folded.forEach((key, e) -> sketches.add(row(key, e)));
        Bulk.insert(
                connection,
                prefix + "execution_sketches",
                "\"from\" timestamptz, group_id int, stream_no int, count bigint, latency_count bigint,"
                        + " latency_sum bigint, latency_min bigint, latency_max bigint, latency_sketch bytea,"
                        + " wait_count bigint, wait_sum bigint, wait_min bigint, wait_max bigint,"
                        + " wait_sketch bytea, tokens bigint, tokens_min bigint, tokens_max bigint,"
                        + " tokens_sketch bytea, cost_nano_usd bigint, cost_min bigint, cost_max bigint,"
                        + " cost_sketch bytea, interventions bigint, users bytea",
                sketches);
    }

    private static Object[] row(List<Object> key, ExecutionSummary e) {
        List<Object> row = new ArrayList<>(key);
        row.add(e.count());
        addSummary(row, e.latency(), true);
        addSummary(row, e.waits(), true);
        addSummary(row, e.tokens(), false);
        addSummary(row, e.cost(), false);
        row.add(e.interventions());
        row.add(e.users().isEmpty() ? null : hex(e.users().encode()));
        return row.toArray();
    }

    private static void addSummary(List<Object> row, Summary summary, boolean count) {
        if (count) {
            row.add(summary.count());
        }
        row.addAll(List.of(summary.sum(), summary.min(), summary.max(), hex(summary)));
    }

    private static String quarterOf(Object at) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse((String) at));
        return Instant.EPOCH
                .plus(Math.floorDiv(micros, QUARTER_MICROS) * QUARTER_MICROS, ChronoUnit.MICROS)
                .toString();
    }

    private static String hex(Summary summary) {
        return hex(summary.sketch().encode());
    }

    private static String hex(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }
}
