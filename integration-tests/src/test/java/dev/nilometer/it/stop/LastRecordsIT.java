package dev.nilometer.it.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends the JVM, what the host says it did is in SQL: after its end, or after the next start. */
class LastRecordsIT {
    private static final int ITEMS = 200;

    private static final List<String> KINDS = List.of("execution", "sample");

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    /** How a host ends, and its exit code. */
    private static final Map<String, Integer> ENDINGS = new TreeMap<>(Map.of(
            "return",
            0,
            "exit",
            3,
            "throw",
            1,
            "race",
            3,
            "drain",
            3,
            "nested",
            3,
            "wait",
            TERMINATED,
            "sigint",
            INTERRUPTED));

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void arriveHoweverTheHostEnds(int version) {
        stayAndBeKilled(version);
        long handledBefore = recordForEver(version);
        ENDINGS.forEach((ending, exitCode) -> arrive(version, ending, exitCode, ending));
        awaitDelivered(version);

        ENDINGS.keySet().forEach(this::assertComplete);
        assertComplete("stuck");
        assertThat(total("daemons", "execution", "recorded")).isGreaterThanOrEqualTo(handledBefore);
        assertBalanced("daemons");
        assertStored();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    @Tag("storm")
    void arriveAHundredTimes(int version) {
        for (int i = 0; i < 100; i++) {
            for (Map.Entry<String, Integer> ending : ENDINGS.entrySet()) {
                arrive(version, ending.getKey(), ending.getValue(), ending.getKey() + "-" + i);
            }
        }
        awaitDelivered(version);
        for (int i = 0; i < 100; i++) {
            for (String ending : ENDINGS.keySet()) {
                assertComplete(ending + "-" + i);
            }
        }
    }

    /** Recording and sending go on beside the hook, so that a kill finds nothing left to lose. */
    private void stayAndBeKilled(int version) {
        try (HostJvm host = host(version, "stuck", "stuck").start()) {
            assertThat(host.awaitOut("handled ")).isEqualTo(Integer.toString(ITEMS));
            Awaitility.await("the hook's records")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> total("stuck", "execution", "recorded") == ITEMS);
            host.kill();
        }
    }

    private long recordForEver(int version) {
        HostJvm host = host(version, "daemons", "daemons").run();
        assertThat(host.awaitExit()).isZero();
        return Long.parseLong(host.awaitOut("handled "));
    }

    private void arrive(int version, String ending, int exitCode, String service) {
        boolean signalled = exitCode > 128;
        try (HostJvm host = host(version, signalled ? "wait" : ending, service).start()) {
            if (signalled) {
                host.awaitOut("ends ");
                if (exitCode == INTERRUPTED && ignoresInterrupts(host)) {
                    System.out.println("SKIPPED: whoever started this build made it ignore SIGINT; SIGTERM instead");
                    signal(host, "TERM");
                    assertThat(host.awaitExit()).isEqualTo(TERMINATED);
                    return;
                }
                signal(host, exitCode == INTERRUPTED ? "INT" : "TERM");
            }
            assertThat(host.awaitExit()).as("exit code of %s", service).isEqualTo(exitCode);
            assertThat(host.awaitOut("handled ")).as(service).isEqualTo(Integer.toString(ITEMS));
        }
    }

    /** A background job of a shell without job control hands that down to all it starts. Linux only; else no. */
    private static boolean ignoresInterrupts(HostJvm host) {
        Path status = Path.of("/proc/" + host.pid() + "/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16))
                    .anyMatch(ignored -> (ignored & 2) != 0);
        } catch (IOException ended) {
            return false;
        }
    }

    private static void signal(HostJvm host, String name) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(host.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the last flush had no time for comes with another start; its end is the proof that nothing is left. */
    private void awaitDelivered(int version) {
        try (HostJvm next = host(version, "told", "next").start()) {
            next.awaitOut("ends ");
            Awaitility.await("an empty spool")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> total("next", "execution", "recorded") == ITEMS && folders() == 1);
        }
    }

    private long folders() {
        try (Stream<Path> children = Files.list(spool)) {
            return children.filter(Files::isDirectory).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertComplete(String service) {
        for (String kind : KINDS) {
            assertThat(total(service, kind, "recorded"))
                    .as("%ss of %s", kind, service)
                    .isEqualTo(ITEMS);
        }
        assertBalanced(service);
    }

    private void assertBalanced(String service) {
        for (String kind : KINDS) {
            assertThat(total(service, kind, "rows + sketched"))
                    .as("%ss of %s, as rows and in sketches", kind, service)
                    .isEqualTo(total(service, kind, "recorded"));
        }
    }

    /** What the streams say is what the tables hold. */
    private void assertStored() {
        for (String kind : KINDS) {
            assertThat(database.number("select sum(rows) from nilometer.streams where kind = '" + kind + "'"))
                    .isEqualTo(database.number("select count(*) from nilometer." + kind + "_rows"));
            assertThat(database.number("select sum(sketched) from nilometer.streams where kind = '" + kind + "'"))
                    .isEqualTo(database.number("select sum(count) from nilometer." + kind + "_sketches"));
        }
    }

    private long total(String service, String kind, String columns) {
        return database.number("select sum(" + columns + ") from nilometer.streams where service = '" + service
                + "' and kind = '" + kind + "'");
    }

    private HostJvm.Builder host(int version, String ending, String service) {
        return HostJvm.running(Ending.class)
                .java(Jdks.require(version))
                .agent(database.agentOptions() + ";rows.per-second=unlimited;service=" + service + ";spool.dir="
                        + spool)
                .argument(ending)
                .argument(ITEMS);
    }
}
