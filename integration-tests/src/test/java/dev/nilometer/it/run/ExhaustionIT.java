package dev.nilometer.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Deep;
import dev.nilometer.it.host.Exhausting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the host's heap or stack ends, its errors are its own, and the agent is there afterwards and counts exactly. */
class ExhaustionIT {
    private static final int AFTER = 100_000;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @Test
    void outlivesAHeapThatEndsAgainAndAgain() {
        outlives(17, 8);
    }

    /** Then the driver is loaded again. A class of the JDK that was spoiled stays so, for the host too. */
    @Tag("storm")
    @RepeatedTest(10)
    void outlivesAHeapThatEndsBeforeTheFirstSend() {
        try (HostJvm host = exhausting(17, 3).start()) {
            host.tell("");
            exhaust(host, 3);
            host.tell("");
            host.awaitOut("after ");
            if (host.stderr().stream().noneMatch(line -> line.contains("Could not initialize class java."))) {
                awaitBalance();
            }
        }
    }

    @Tag("storm")
    @ParameterizedTest
    @CsvSource({"17,600", "25,120"})
    void outlivesAHeapThatEndsForTenMinutes(int version, int seconds) {
        outlives(version, seconds);
    }

    private void outlives(int version, int seconds) {
        try (HostJvm host = exhausting(version, seconds).start()) {
            assertThat(host.get("/health").statusCode()).isEqualTo(200);
            // A static initialiser that finds no heap spoils its class for good: not so once all is loaded.
            Awaitility.await("the first send")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> database.number("select count(*) from nilometer.streams") > 0);
            host.tell("");
            host.awaitErr("the heap is full");
            exhaust(host, seconds);
            String[] errors = host.awaitOut("errors ").split(" ");
            assertThat(Long.parseLong(errors[0])).as("the host's own errors").isGreaterThan(10);
            assertThat(errors[2]).as("errors with frames of others").isEqualTo("0");

            host.awaitErr("rows come again");
            host.tell("");
            host.awaitOut("after ");
            Awaitility.await("the endpoint")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(host.get("/health").statusCode())
                            .as("stderr %s", host.stderr())
                            .isEqualTo(200));
            String metrics = host.get("/metrics").body();
            System.out.println("exhausted " + errors[0] + " times; "
                    + metrics.lines()
                            .filter(line ->
                                    line.startsWith("nilometer_heap_exhausted") || line.startsWith("nilometer_dropped"))
                            .filter(line -> !line.endsWith(" 0.0"))
                            .toList());
            assertThat(metrics)
                    .containsPattern("processing_duration_seconds_count\\{[^}]*stage=\"after\"[^}]*} " + AFTER)
                    .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0")
                    .containsPattern("nilometer_shedding\\{[^}]*} 0");
            awaitBalance();
        }
    }

    private HostJvm.Builder exhausting(int version, int seconds) {
        return HostJvm.running(Exhausting.class)
                .java(Jdks.require(version))
                .option("-Xmx64m")
                .agent(database.agentOptions() + ";send=200ms;rows.per-second=1000;spool.dir=" + spool)
                .argument(seconds)
                .argument(AFTER);
    }

    private static void exhaust(HostJvm host, int seconds) {
        Awaitility.await("the end of the exhaustion")
                .atMost(Duration.ofSeconds(seconds + 120L))
                .until(() -> host.stdout().stream().anyMatch(line -> line.startsWith("errors ")));
    }

    /** All that was recorded is stored, or counted as lost with its reason. */
    private void awaitBalance() {
        Awaitility.await("the balance in SQL").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            assertThat(database.number("select rows + sketched from nilometer.streams where kind = 'sample'"))
                    .isGreaterThanOrEqualTo(AFTER);
            assertThat(database.rows("select * from nilometer.streams where recorded <> rows + sketched"
                            + " + (select coalesce(sum(value::bigint), 0)"
                            + " from jsonb_each_text(to_jsonb(dropped)))"))
                    .isEmpty();
        });
    }

    /** Frames of woven methods are larger: here every tenth call is woven. Interpreted, where depth is no chance. */
    @ParameterizedTest
    @CsvSource({"17,-Xint", "25,-Xint"})
    void leavesTheStackToItsHost(int version, String mode) {
        HostJvm without = deep(version, mode).run();
        HostJvm with = deep(version, mode).agent("").run();

        assertThat(with.awaitExit()).isZero();
        System.out.println("depth without and with: " + depth(without) + " " + depth(with));
        assertThat(depth(with)).isGreaterThanOrEqualTo(depth(without) * 95 / 100);
        assertThat(with.stdout()).contains("thrown java.lang.StackOverflowError", "foreign 0");
    }

    private static HostJvm.Builder deep(int version, String mode) {
        return HostJvm.running(Deep.class).java(Jdks.require(version)).option(mode);
    }

    private static long depth(HostJvm host) {
        return Stream.of(host.awaitOut("depth ")).mapToLong(Long::parseLong).sum();
    }
}
