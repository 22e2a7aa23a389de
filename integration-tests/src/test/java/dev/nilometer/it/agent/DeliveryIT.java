package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Caller;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What woven code records becomes rows: at once, at the end of the host, or with the next start. */
class DeliveryIT {
    @RegisterExtension
    final Database database = Database.empty();

    @TempDir
    Path spool;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aWovenCallBecomesARow(int version) {
        database.migrate();
        try (HostJvm host =
                caller(1, 2, 1).java(Jdks.require(version)).argument("wait").start()) {
            host.awaitOut("samples ");
            awaitRows(1, 3);
            assertThat(database.rows("select actor, item_id, status from nilometer.executions"))
                    .singleElement()
                    .asString()
                    .contains("caller", "item-0", "success");
        }
    }

    @Test
    void whatIsLeftAtTheEndIsSentInTheLastFlush() {
        database.migrate();
        assertThat(caller(10, 2, 0).run().awaitExit()).isZero();
        HostJvm next = caller(0, 0, 0).run(); // what 2 s were not enough for comes with the next start
        assertThat(next.awaitExit()).isZero();
        awaitRows(10, 20);
    }

    @Test
    void aKilledHostsSpoolComesWithTheNextStart() {
        HostJvm killed = caller(10, 2, 0).argument("wait").start();
        killed.awaitOut("samples ");
        Awaitility.await("well past the 250 ms that a kill may cost")
                .pollDelay(Duration.ofSeconds(2))
                .until(() -> true);
        killed.kill();

        database.migrate();
        try (HostJvm next = caller(0, 0, 0).argument("wait").start()) {
            next.awaitOut("samples ");
            awaitRows(10, 20);
        }
        assertThat(database.number("select count(distinct instance) from nilometer.streams"))
                .isEqualTo(2);
    }

    @Test
    void withoutASchemaTheSpoolFillsAndOneLineSaysSo() {
        try (HostJvm host = caller(5, 2, 0).argument("wait").start()) {
            host.awaitOut("samples ");
            host.awaitErr("migrate");
            database.migrate();
            awaitRows(5, 10);
        }
    }

    @Test
    void withoutADatabaseTheHostRunsOn() {
        HostJvm host = HostJvm.running(Caller.class)
                .agent("db.url=jdbc:postgresql://127.0.0.1:1/none;spool.dir=" + spool)
                .argument(5)
                .argument(2)
                .argument(1)
                .run();

        assertThat(host.awaitExit()).isZero();
        assertThat(host.stdout()).containsExactly("executions 5", "samples 11");
    }

    @Test
    void theFleetsOffSwitchEndsTheRecordingAndBeginsItAgain() {
        database.migrate();
        database.execute("update nilometer.settings set enabled = false");
        try (HostJvm host = caller(0, 0, 0).argument("wait").start()) {
            host.awaitErr("record nothing");
            database.execute("update nilometer.settings set enabled = true");
            host.awaitErr("recording goes on");
        }
    }

    private HostJvm.Builder caller(int executions, int inside, int outside) {
        return HostJvm.running(Caller.class)
                .agent(database.agentOptions() + ";service=delivery;send=200ms;rows.per-second=unlimited;spool.dir="
                        + spool)
                .argument(executions)
                .argument(inside)
                .argument(outside);
    }

    private void awaitRows(long executions, long samples) {
        Awaitility.await("rows")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> database.number("select count(*) from nilometer.execution_rows") == executions
                        && database.number("select count(*) from nilometer.sample_rows") == samples);
    }
}
