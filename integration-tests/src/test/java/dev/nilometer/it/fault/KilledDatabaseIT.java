package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Steady;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed again and again, or away for long, under 20,000 records a second: each is stored once. */
class KilledDatabaseIT {
    @TempDir
    Path dir;

    @Test
    void storesEachRecordOnceThroughTwoKills() throws Exception {
        throughKills(2);
    }

    @Test
    @Tag("storm")
    void storesEachRecordOnceThroughTwentyKills() throws Exception {
        throughKills(20);
    }

    private void throughKills(int kills) throws Exception {
        try (MortalServer server = MortalServer.migrated(dir.resolve("server"));
                HostJvm host = steady(server)) {
            long slowestNanos = 0;
            for (int kill = 0; kill < kills; kill++) {
                awaitCommits(server, 5);
                server.kill();
                server.startAgain();
                long begin = System.nanoTime();
                long before = server.number("select sum(position) from nilometer.streams");
                Awaitility.await("first commit")
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> server.number("select sum(position) from nilometer.streams") > before);
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - begin);
            }
            System.out.printf(
                    "%d kills: slowest first commit %.1f s after PostgreSQL accepts%n", kills, slowestNanos / 1e9);
            Stored.exactly(host, server::number, Duration.ofMinutes(2));
            assertThat(server.worker("rollup")).contains("rolled up");
        }
    }

    @Test
    @Tag("storm")
    void storesEachRecordOnceAfterTenMinutesWithoutADatabase() throws Exception {
        try (MortalServer server = MortalServer.migrated(dir.resolve("server"));
                HostJvm host = steady(server)) {
            awaitCommits(server, 5);
            server.kill();
            LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(10));
            server.startAgain();
            long begin = System.nanoTime();
            Stored.exactly(host, server::number, Duration.ofMinutes(5));
            System.out.printf("backlog of ten minutes stored in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        }
    }

    private static void awaitCommits(MortalServer server, int frames) {
        long before = server.number("select sum(position) from nilometer.streams");
        Awaitility.await("frames are stored")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> server.number("select sum(position) from nilometer.streams") >= before + frames);
    }

    /** 4,000 executions a second with four samples each. */
    private HostJvm steady(MortalServer server) {
        return HostJvm.running(Steady.class)
                .agent(server.agentOptions() + ";send=200ms;rows.per-second=unlimited;spool.dir="
                        + dir.resolve("spool"))
                .argument(4_000)
                .argument(4)
                .start();
    }
}
