package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ViewsTest {
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final String EXECUTION_COLUMNS = "execution_rows (at, latency_ns, wait_ns, id, parent_id, group_id,"
            + " tokens, cost_nano_usd, item_id, attempt, correlation_id, error_message, stream_no)";

    @Test
    void showValuesInTheirUnits(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int time = stream.series("processing_time_ms", List.of("actor:a,stage:s"))
                    .get(0);
            int cost = stream.series("cost_usd", List.of("actor:a")).get(0);
            int own = stream.series("basket_eur", List.of("shop:de")).get(0);
            int depth = stream.series("queue_depth", List.of("queue:q")).get(0);
            stream.copySamples(List.of(
                    end + "\t1500000\t\\N\t" + time,
                    end + "\t4200000\t\\N\t" + cost,
                    end + "\t12500000\t\\N\t" + own,
                    end + "\t7\t\\N\t" + depth));
        }
        assertThat(database.column("SELECT metric_type || ' ' || metric_value FROM operational_metrics ORDER BY 1"))
                .containsExactly("basket_eur 12.5", "cost_usd 0.0042", "processing_time_ms 1.5", "queue_depth 7");
    }

    @Test
    void keepSumsExactToTheLastDigit(TestDatabase database) {
        database.execute("""
                INSERT INTO aggregate_groups (service, environment, metric_name, dimension_type, dimension_value, divisor)
                VALUES ('s', 'e', 'processing_time_ms', 'all', '', 1000000), ('s', 'e', 'cost_usd', 'all', '', 1000000000),
                       ('s', 'e', 'event', 'all', '', 1);
                INSERT INTO aggregates (bucket_time, group_id, granularity, exact, count, sketched, min, max, p50, p90,
                    p95, p99, sum)
                SELECT '2026-01-01', id, 1, true, 4, 1, 1000000, 3000000, 0, 0, 0, 0, 123456789012345678901
                FROM aggregate_groups""");
        assertThat(database.column("SELECT metric_name || ' ' || sum_value FROM metrics_aggregates ORDER BY 1"))
                .containsExactly(
                        "cost_usd 123456789012.345678901",
                        "event 123456789012345678901",
                        "processing_time_ms 123456789012345.678901");
        assertThat(database.value("SELECT concat_ws(' ', granularity, min_value, max_value, sketched_share)"
                        + " FROM metrics_aggregates WHERE metric_name = 'processing_time_ms'"))
                .isEqualTo("hour 1 3 0.25");
    }

    @Test
    void nameTheItemOfASample(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect());
                AgentStream other = AgentStream.hello(database.connect())) {
            execution(stream, 1_000_000L, 77, "\\N", "item-1", "success", "");
            execution(other, 1_000_000L, 77, "\\N", "item-2", "success", "");
            int time = stream.series("processing_time_ms", List.of("stage:s")).get(0);
            stream.copySamples(List.of(end + "\t1\t77\t" + time, end + "\t2\t\\N\t" + time));
        }
        assertThat(database.column(
                        "SELECT concat_ws(' ', metric_value, item_id, instance) FROM operational_metrics ORDER BY 1"))
                .containsExactly("1e-06 item-1 host:1", "2e-06 host:1");
        assertThat(database.value("SELECT count(*) FROM operational_metrics WHERE item_id = 'item-1'"))
                .isEqualTo("1");
        assertThat(database.value("SELECT recorded_at FROM operational_metrics WHERE item_id = 'item-1'"))
                .isNotNull();
    }

    @Test
    void readNoExecutionWhereNoItemIsAsked(TestDatabase database) {
        database.execute("SELECT v1_partitions()");
        String plan = String.join(
                "\n",
                database.column(
                        "EXPLAIN SELECT metric_type, avg(metric_value) FROM operational_metrics WHERE recorded_at > now()"
                                + " GROUP BY metric_type"));
        assertThat(plan).contains("sample_rows").doesNotContain("execution_rows");
    }

    @Test
    void countRowsAndSketchedRecordsByHour(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int series = stream.series("event", List.of("event:e")).get(0);
            int group = execution(stream, 1, 1, "\\N", "i", "success", "");
            stream.copySamples(List.of(end + "\t1\t\\N\t" + series, end + "\t1\t\\N\t" + series));
            stream.copy(
                    "sample_sketches (\"from\", count, sum, min, max, sketch, series_id, stream_no)",
                    List.of(end.truncatedTo(ChronoUnit.HOURS) + "\t40\t40\t1\t1\t\\\\x00\t" + series));
            stream.copy(
                    "execution_sketches (\"from\", count, latency_count, latency_sum, latency_min, latency_max,"
                            + " latency_sketch, wait_count, wait_sum, wait_min, wait_max, wait_sketch, tokens,"
                            + " cost_nano_usd, interventions, group_id, stream_no)",
                    List.of(end.truncatedTo(ChronoUnit.HOURS) + "\t9\t9\t9\t1\t1\t\\\\x00\t0\t0\t0\t0\t\\\\x\t0\t0\t0\t"
                            + group));
        }
        assertThat(
                        database.column(
                                "SELECT concat_ws(' ', metric_type, rows, sketched, labels) FROM operational_counts ORDER BY 1"))
                .containsExactly(
                        "event 2 40 {\"event\": \"e\"}",
                        "execution_time_ms 1 9 {\"actor\": \"triage\", \"queue\": \"in\", \"outcome\": \"success\"}");
    }

    @Test
    void tellTheStoryOfAnItem(TestDatabase database) throws SQLException {
        try (AgentStream first = AgentStream.hello(database.connect());
                AgentStream second = AgentStream.hello(database.connect())) {
            execution(first, 30_000_000L, 5, "\\N", "42", "failed", "TimeoutError");
            execution(second, 10_000_000L, 9, "5", "42", "success", "");
            execution(second, 10_000_000L, 10, "\\N", "43", "success", "");
            int stage = first.series("processing_time_ms", List.of("stage:extraction"))
                    .get(0);
            int event = first.series("event", List.of("event:e")).get(0);
            first.copySamples(List.of(
                    end.minusMillis(5) + "\t20000000\t5\t" + stage,
                    end.minusMillis(5) + "\t1\t5\t" + event,
                    end.minusMillis(5) + "\t1\t6\t" + stage));
        }
        assertThat(database.column("SELECT concat_ws(' ', kind, actor, queue, stage, outcome, error_type, wait_ms,"
                        + " duration_ms, tokens, round(cost_usd, 4), parent_id) FROM item('42')"))
                .containsExactly(
                        "execution triage in failed TimeoutError 2 30 812 0.0042",
                        "stage triage extraction 20",
                        "execution triage in success 2 10 812 0.0042 5");
        assertThat(database.column("SELECT concat_ws(' ', actor, status, latency_ms, cost_usd) FROM executions"
                        + " WHERE item_id = '43'"))
                .hasSize(1);
    }

    @Test
    void tellWhatWasSaidOfAnItemOutsideAnyExecution(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            execution(stream, 1_000_000L, 1, "\\N", "42", "success", "");
            int note = stream.group("", "", "success", "");
            stream.copy(
                    "execution_rows (at, latency_ns, id, group_id, item_id, stream_no)",
                    List.of(end.plusSeconds(2) + "\t0\t2\t" + note + "\t42"));
            int event = stream.series("event", List.of("event:approved")).get(0);
            int score =
                    stream.series("confidence_score", List.of("bucket:high")).get(0);
            stream.copySamples(
                    List.of(end.plusSeconds(2) + "\t1\t2\t" + event, end.plusSeconds(2) + "\t990000\t2\t" + score));
        }
        assertThat(database.column("SELECT concat_ws(' ', kind, actor, stage) FROM item('42')"))
                .containsExactly("execution triage", "note  event approved, confidence_score high");
    }

    @Test
    void tellTheStoryOfABatchForEachOfItsItems(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            execution(stream, 20_000_000L, 1, "\\N", "\\N", "success", "");
            int link = stream.group("", "", "success", "");
            stream.copy(
                    "execution_rows (at, latency_ns, id, parent_id, group_id, item_id, stream_no)",
                    List.of(
                            end + "\t0\t2\t1\t" + link + "\tfirst",
                            end + "\t0\t3\t1\t" + link + "\tsecond",
                            end + "\t0\t4\t99\t" + link + "\tthird"));
            int stage = stream.series("processing_time_ms", List.of("actor:triage,outcome:success,stage:read"))
                    .get(0);
            stream.copySamples(List.of(end.minusMillis(5) + "\t7000000\t1\t" + stage));
        }
        for (String item : List.of("first", "second")) {
            assertThat(database.column("SELECT concat_ws(' ', kind, actor, stage) FROM item('" + item + "')"))
                    .containsExactly("execution triage", "stage triage read");
        }
        assertThat(database.column("SELECT kind FROM item('third')")).isEmpty();
    }

    private int execution(
            AgentStream stream, long latencyNanos, long id, String parent, String item, String status, String error)
            throws SQLException {
        int group = stream.group("triage", "in", status, error);
        stream.copy(
                EXECUTION_COLUMNS,
                List.of(String.join(
                        "\t",
                        end.toString(),
                        "" + latencyNanos,
                        "2000000",
                        "" + id,
                        parent,
                        "" + group,
                        "812",
                        "4200000",
                        item,
                        "1",
                        "c0ffee",
                        "\\N")));
        return group;
    }
}
