package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.Racers;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class StreamProtocolTest {
    private final Instant now = Instant.now();

    @Test
    void knowsAStreamThatSaysHelloAgain(TestDatabase database) throws SQLException {
        UUID id = UUID.randomUUID();
        try (AgentStream first = AgentStream.hello(database.connect(), id);
                AgentStream again = AgentStream.hello(database.connect(), id)) {
            first.commit(0, 5, now, 1, 0);
            assertThat(again.number()).isEqualTo(first.number());
            assertThat(database.value(
                            "SELECT position FROM v1_hello('" + id + "', 's', 'e', 'i', 'h', 1, '', '', now())"))
                    .isEqualTo("5");
        }
        assertThat(database.value("SELECT count(*) FROM stream_registry")).isEqualTo("1");
    }

    @Test
    void givesRacingHellosOfOneStreamOneNumber(TestDatabase database) throws Exception {
        UUID id = UUID.randomUUID();
        List<Integer> numbers = Racers.race(8, racer -> {
            try (AgentStream stream = AgentStream.hello(database.connect(), id)) {
                return stream.number();
            }
        });
        assertThat(numbers).containsOnly(numbers.get(0));
    }

    @Test
    void movesOnlyFromWhereItIs(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            stream.commit(0, 3, now, 10, 5);
            refuses("NL001", "position is 3", () -> stream.commit(0, 3, now, 10, 5));
            refuses("NL001", "position is 3", () -> stream.commit(4, 5, now, 10, 5));
            refuses("NL003", "cannot move", () -> stream.commit(3, 3, now, 10, 5));
            stream.commit(3, 4, now, 1, 0);
            assertThat(database.value("SELECT v1_position('" + stream.id() + "')"))
                    .isEqualTo("4");
        }
        assertThat(database.column("SELECT rows || ' ' || sketched FROM ledger"))
                .containsExactly("11 5");
    }

    @Test
    void leavesNoRowOfARefusedDelivery(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int series = stream.series("event", List.of("event:x")).get(0);
            stream.connection().setAutoCommit(false);
            for (int delivery = 0; delivery < 2; delivery++) {
                stream.copySamples(List.of(now + "\t1\t\\N\t" + series));
                if (delivery == 0) {
                    stream.commit(0, 1, now, 1, 0);
                    stream.connection().commit();
                } else {
                    refuses("NL001", "position is 1", () -> stream.commit(0, 1, now, 1, 0));
                    stream.connection().rollback();
                }
            }
        }
        assertThat(database.value("SELECT count(*) FROM sample_rows")).isEqualTo("1");
    }

    @Test
    void lets16RacingCommitsOfOneStepThroughOnce(TestDatabase database) throws Exception {
        UUID id = UUID.randomUUID();
        AgentStream.hello(database.connect(), id).close();
        List<String> outcomes = Racers.race(16, racer -> {
            try (AgentStream stream = AgentStream.hello(database.connect(), id)) {
                stream.commit(0, 1, now, 1, 0);
                return "stored";
            } catch (SQLException e) {
                return e.getSQLState();
            }
        });
        assertThat(Collections.frequency(outcomes, "stored")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, "NL001")).isEqualTo(15);
        assertThat(database.value("SELECT sum(rows) FROM ledger")).isEqualTo("1");
    }

    @Test
    void saysThatItDoesNotKnowAStream(TestDatabase database) {
        UUID stranger = UUID.randomUUID();
        assertThat(database.value("SELECT v1_position('" + stranger + "')")).isNull();
        refuses(
                "NL002",
                "unknown",
                () -> query(database, "SELECT v1_commit('" + stranger + "', 0, 1, '{}', '{}', '{}', '{}')"));
        refuses(
                "NL002",
                "unknown",
                () -> query(database, "SELECT v1_series('" + stranger + "', '{a}', '{b}', '{\"{}\"}')"));
    }

    @Test
    void keepsTotalsByKindAsTheStreamSaysThem(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            stream.commit(
                    0,
                    1,
                    now,
                    90,
                    5,
                    "{\"kind\":\"sample\",\"recorded\":100,\"rows\":90,\"sketched\":5,"
                            + "\"in_flight\":3,\"dropped\":{\"spool\":2}}");
            stream.commit(
                    1,
                    2,
                    now,
                    1,
                    0,
                    "{\"kind\":\"execution\",\"recorded\":1,\"rows\":1,\"sketched\":0,"
                            + "\"in_flight\":0,\"dropped\":{}}");
        }
        assertThat(
                        database.column(
                                "SELECT concat_ws(' ', kind, recorded, rows, sketched, in_flight, dropped) FROM streams ORDER BY 1"))
                .containsExactly("execution 1 1 0 0 {}", "sample 100 90 5 3 {\"spool\": 2}");
    }

    @Test
    void writesAGapDownAndGoesOn(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            query(database, "SELECT v1_gap('" + stream.id() + "', 0, 7, 'spool lost', 42)");
            stream.commit(7, 8, now, 1, 0);
        }
        assertThat(database.column("SELECT concat_ws(' ', reason, records, after, up_to, service) FROM gaps"))
                .containsExactly("spool lost 42 0 7 mail");
    }

    @Test
    void keepsTenThousandRejectedRowsAndCountsTheRest(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            query(
                    database,
                    "INSERT INTO nilometer.rejected_row_log (stream_no, target, reason, content)"
                            + " SELECT 1, '', '', '' FROM generate_series(1, 9999)");
            for (int i = 0; i < 3; i++) {
                query(database, "SELECT v1_reject('" + stream.id() + "', 'sample_rows', '22003', 'a row')");
            }
        }
        assertThat(database.value("SELECT count(*) FROM rejected_rows")).isEqualTo("10000");
        assertThat(database.value("SELECT rejected FROM stream_registry")).isEqualTo("3");
    }

    private static void query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("SELECT v1", "SELECT nilometer.v1"));
        }
    }

    private static void refuses(String state, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo(state);
            assertThat(e.getMessage()).contains(message);
        });
    }
}
