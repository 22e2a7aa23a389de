package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.SilentProxy;
import dev.nilometer.it.host.Steady;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The network falls silent in the middle of the traffic and nothing is closed: the sender is free again within 10 s. */
class SilenceIT {
    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @Test
    void endsASilentConnectionAndIsNotHeldUpByTheOrphan() throws Exception {
        try (SilentProxy proxy = SilentProxy.to(database.url());
                HostJvm host = HostJvm.running(Steady.class)
                        .agent("db.url=" + proxy.url() + ";db.user=postgres;service=silence;send=200ms;"
                                + "rows.per-second=unlimited;spool.dir=" + spool)
                        .argument(1_000)
                        .argument(4)
                        .start()) {
            Awaitility.await("rows come")
                    .until(() -> database.number("select count(*) from nilometer.sample_rows") > 1_000);
            proxy.fallSilent();
            long begin = System.nanoTime();
            host.awaitErr("records wait in the spool");
            long freeNanos = System.nanoTime() - begin;
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // its next tries meet silence too
            long before = database.number("select sum(position) from nilometer.streams");
            proxy.speak();
            begin = System.nanoTime();
            Awaitility.await("stored again")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> database.number("select sum(position) from nilometer.streams") > before);
            System.out.printf(
                    "silence: free after %.1f s, stored again %.1f s after it ended%n",
                    freeNanos / 1e9, (System.nanoTime() - begin) / 1e9);
            assertThat(freeNanos).isLessThan(TimeUnit.SECONDS.toNanos(11));
            Stored.exactly(host, database::number, Duration.ofSeconds(60));
        }
    }
}
