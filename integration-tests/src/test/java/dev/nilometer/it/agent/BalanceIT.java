package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Caller;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing uncounted: what the host printed is what SQL says, to the record, whatever the row budget. */
class BalanceIT {
    private static final long EXECUTIONS = 50_000;
    private static final long INSIDE = 17;
    private static final long OUTSIDE = 100_000;
    private static final long SAMPLES = EXECUTIONS * INSIDE + OUTSIDE;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @ParameterizedTest
    @ValueSource(strings = {"unlimited", "100", "0"})
    void aMillionCallsAreAllAccountedFor(String rowsPerSecond) {
        assertThat(EXECUTIONS + SAMPLES).isEqualTo(1_000_000);
        try (HostJvm host = HostJvm.running(Caller.class)
                .agent(database.agentOptions() + ";service=balance;send=200ms;rows.per-second=" + rowsPerSecond
                        + ";spool.dir=" + spool)
                .argument(EXECUTIONS)
                .argument(INSIDE)
                .argument(OUTSIDE)
                .argument("wait")
                .start()) {
            assertThat(Long.parseLong(host.awaitOut("executions "))).isEqualTo(EXECUTIONS);
            assertThat(Long.parseLong(host.awaitOut("samples "))).isEqualTo(SAMPLES);
            awaitAll("execution", EXECUTIONS);
            awaitAll("sample", SAMPLES);
            host.tell("done");
            assertThat(host.awaitExit()).isZero();
        }
        assertBalanced("sample", SAMPLES, "select count(*) from nilometer.sample_rows");
        assertBalanced("execution", EXECUTIONS, "select count(*) from nilometer.execution_rows");
        if (rowsPerSecond.equals("0")) {
            assertThat(total("sample", "rows") + total("execution", "rows")).isZero();
        }
    }

    private void awaitAll(String kind, long recorded) {
        Awaitility.await("all of kind " + kind)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> total(kind, "recorded") == recorded && total(kind, "in_flight") == 0);
    }

    private void assertBalanced(String kind, long recorded, String countOfRows) {
        String sketches = "select sum(count) from nilometer." + kind + "_sketches";
        assertThat(total(kind, "recorded")).as("recorded").isEqualTo(recorded);
        assertThat(total(kind, "rows")).as("rows").isEqualTo(database.number(countOfRows));
        assertThat(total(kind, "sketched")).as("sketched").isEqualTo(database.number(sketches));
        assertThat(total(kind, "rows") + total(kind, "sketched"))
                .as("nothing lost")
                .isEqualTo(recorded);
    }

    private long total(String kind, String column) {
        return database.number("select " + column + " from nilometer.streams where kind = '" + kind + "'");
    }
}
