package dev.nilometer.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the agent holds of the host's heap: bounded, told in /v1/status as it is, and little enough for a small host. */
class MemoryIT {
    private static final long MIB = 1 << 20;
    private static final long HOURS_MAILS = 72_000;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @Test
    void aHostOf96MebibytesRunsTheWholeSample() {
        database.worker("settings", "raw_max_bytes=0");
        HostJvm sample = sample("-Xmx96m").argument("--rate").argument(150).run();
        assertThat(sample.awaitExit(Duration.ofMinutes(2))).isZero();
        assertThat(sample.stderr())
                .noneMatch(line -> line.contains("OutOfMemoryError") || line.contains("heap is full"));
        assertThat(database.number("select count(*) from nilometer.executions where actor = 'process_email'"))
                .isEqualTo(650);
        assertThat(database.number("select sum(recorded - rows - sketched) from nilometer.streams"))
                .isZero();
    }

    @Test
    void theLedgerSaysWhatTheHeapHolds() {
        try (HostJvm host = HostJvm.running(Caller.class)
                .option("-Xmx256m")
                .agent(database.agentOptions() + ";rows.per-second=100;spool.dir=" + spool)
                .argument(20_000)
                .argument(10)
                .argument(200_000)
                .argument("wait")
                .start()) {
            host.awaitOut("samples ");
            String status = host.get("/v1/status").body();
            Histogram live = Histogram.of(host);
            long lanes = used(status, "lanes", 8 * MIB);
            long laneObjects =
                    live.instances("java.lang.NilometerLane") * (1_024 * 32 + 256 * 4 + 40 * 8 + 16 * 3 + 80);
            assertThat(lanes).isBetween(laneObjects * 9 / 10, laneObjects * 11 / 10);
            long tables = used(status, "fold_tables", 4 * MIB);
            long tableObjects = live.instances("java.lang.NilometerFoldTable") * (512 * 40 + 16 + 32);
            assertThat(tables).isBetween(tableObjects * 8 / 10, tableObjects * 12 / 10);
            used(status, "series", 10 * MIB);
            used(status, "frames", 4 * MIB);
            used(status, "scrape", 4 * MIB);
            assertThat(status).contains("\"shedding\":false");
        }
    }

    /** The bytes that an account says are used; its bound must be this and hold. */
    private static long used(String status, String account, long bound) {
        Matcher found = Pattern.compile("\"" + account + "\":\\{\"used_bytes\":(\\d+),\"bound_bytes\":(\\d+)}")
                .matcher(status);
        assertThat(found.find()).as("%s in %s", account, status).isTrue();
        long used = Long.parseLong(found.group(1));
        assertThat(Long.parseLong(found.group(2))).as("bound of %s", account).isEqualTo(bound);
        assertThat(used).as("used by %s", account).isBetween(0L, bound);
        return used;
    }

    private HostJvm.Builder sample(String heap) {
        return HostJvm.runningJar(BuiltJars.sample())
                .option(heap)
                .agent(database.agentOptions() + ";service=sample;rows.per-second=unlimited;send=200ms;spool.dir="
                        + spool);
    }

    /** An hour of 20 e-mails a second, as fast as they go; live bytes with the agent less those without it. */
    @Tag("storm")
    @Test
    void anHoursTrafficLeavesTheAgentWithin32Mebibytes() {
        database.worker("settings", "raw_max_bytes=0");
        Histogram without = live(HostJvm.runningJar(BuiltJars.sample()).option("-Xmx512m"), host -> {
            Awaitility.await("some passes of the corpus")
                    .pollDelay(Duration.ofSeconds(40))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> true);
        });
        Histogram with = live(
                sample("-Xmx512m"),
                host -> Awaitility.await("an hour's e-mails")
                        .pollInterval(Duration.ofSeconds(1))
                        .atMost(Duration.ofMinutes(15))
                        .until(() ->
                                database.number("select sum(recorded) from nilometer.streams where kind = 'execution'")
                                        >= HOURS_MAILS));
        long difference = with.bytes() - without.bytes();
        System.out.printf(
                "live: %d without the agent, %d with, difference %d; in objects of the agent's own classes %d%n",
                without.bytes(), with.bytes(), difference, with.bytes(MemoryIT::isAgents));
        assertThat(difference).isLessThan(32 * MIB);
    }

    private static boolean isAgents(String className) {
        return Stream.of("java.lang.Nilometer", "dev.nilometer.", "net.bytebuddy.", "org.postgresql.", "io.prometheus.")
                        .anyMatch(className.replace("[L", "")::startsWith)
                && !className.startsWith("dev.nilometer.sample.");
    }

    private static Histogram live(HostJvm.Builder builder, Consumer<HostJvm> wait) {
        try (HostJvm host = builder.argument("--loop").argument(0).start()) {
            wait.accept(host);
            return Histogram.of(host);
        }
    }
}
