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

/** The functions that find the item: items of a span with what they lived through, executions that did not end. */
@ExtendWith(PostgresExtension.class)
class ItemsTest {
    private static final String COLUMNS =
            "execution_rows (at, latency_ns, wait_ns, id, parent_id, group_id, tokens, cost_nano_usd, item_id, attempt,"
                    + " error_message, stream_no)";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static String row(
            Instant at, long millis, String waitMillis, long id, String parent, int group, String rest) {
        return String.join(
                "\t",
                at.toString(),
                "" + millis * 1_000_000,
                waitMillis.equals("\\N") ? waitMillis : waitMillis + "000000",
                "" + id,
                parent,
                "" + group,
                rest);
    }

    @Test
    void sumUpAnItemOverActorsAndAttempts(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int read = stream.group("read", "in", "success", "");
            int failed = stream.group("send", "out", "failed", "TimeoutError");
            int sent = stream.group("send", "out", "success", "");
            stream.copy(
                    COLUMNS,
                    List.of(
                            row(now.minusSeconds(60), 1_000, "2000", 1, "\\N", read, "5\t1000\tslow\t1\t\\N"),
                            row(now.minusSeconds(40), 3_000, "\\N", 2, "\\N", failed, "0\t0\tslow\t1\tno route"),
                            row(now.minusSeconds(20), 500, "100", 3, "\\N", sent, "7\t2000\tslow\t2\t\\N"),
                            row(now.minusSeconds(30), 10, "\\N", 4, "\\N", failed, "0\t0\tlost\t1\tgone"),
                            row(now.minusSeconds(30), 10, "\\N", 5, "\\N", failed, "0\t0\t\\N\t1\tnobody"),
                            row(now.minusSeconds(7_000), 10, "\\N", 6, "\\N", sent, "0\t0\tearlier\t1\t\\N")));
        }
        assertThat(database.column("SELECT concat_ws('|', item_id, services, environment, actors, executions, failed,"
                        + " attempts, last_outcome, last_error_type, last_error_message, elapsed_ms, wait_ms, longest_ms,"
                        + " longest_actor, tokens, cost_usd, last_execution_id) FROM items() ORDER BY elapsed_ms DESC,"
                        + " item_id NULLS LAST"))
                .containsExactly(
                        "slow|{mail}|test|{read,send}|3|1|2|success|TimeoutError|no route|43000|2100|3000|send|12|"
                                + "0.000003000|3",
                        "lost|{mail}|test|{send}|1|1|1|failed|TimeoutError|gone|10|10|send|0|0.000000000|4",
                        "{mail}|test|{send}|1|1|1|failed|TimeoutError|nobody|10|10|send|0|0.000000000|5");
        assertThat(database.column("SELECT item_id FROM items(now() - interval '3 hours', now() - interval '1 hour')"))
                .containsExactly("earlier");
    }

    @Test
    void nameExecutionsThatLeftATraceAndDidNotEnd(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect());
                AgentStream dead = AgentStream.hello(database.connect())) {
            int inner = stream.group("inner", "", "success", "");
            int stage = stream.series("processing_time_ms", List.of("actor:outer,outcome:success,stage:fetch"))
                    .get(0);
            stream.copySamples(List.of(
                    now.minusSeconds(600) + "\t1000000000\t10\t" + stage,
                    now.minusSeconds(500) + "\t1000000000\t10\t" + stage,
                    now.minusSeconds(500) + "\t1000000000\t11\t" + stage));
            stream.copy(
                    COLUMNS,
                    List.of(
                            row(now.minusSeconds(400), 10, "\\N", 12, "10", inner, "0\t0\torder-7\t1\t\\N"),
                            row(now.minusSeconds(400), 10, "\\N", 13, "99", inner, "0\t0\tfolded\t1\t\\N"),
                            row(now.minusSeconds(300), 10, "\\N", 11, "\\N", inner, "0\t0\tdone\t1\t\\N")));
            dead.copySamples(List.of(now.minusSeconds(5_000) + "\t1000000000\t11\t" + stage));
            database.execute("UPDATE stream_registry SET last_seen_at = now() - interval '1 hour' WHERE stream_no = "
                    + dead.number());
        }
        assertThat(database.column("SELECT concat_ws('|', service, environment, instance, actor, execution_id,"
                        + " extract(epoch FROM last_sign_at - first_sign_at)::int, last_stage, stages, inner_executions,"
                        + " item_id, process_lives) FROM unfinished() ORDER BY first_sign_at"))
                .containsExactly(
                        "mail|test|host:1|outer|11|1|fetch|1|0|f", "mail|test|host:1|outer|10|201|fetch|2|1|order-7|t");
        assertThat(database.column("SELECT execution_id FROM unfinished(now() - interval '1 hour')"))
                .containsExactly("10");
    }
}
