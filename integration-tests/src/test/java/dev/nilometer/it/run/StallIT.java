package dev.nilometer.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.SilentProxy;
import dev.nilometer.it.host.Watched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stalls around the agent: no thread of the host ever waits with a frame of ours on its stack, and it works on. */
class StallIT {
    private static final int CLIENTS = 20;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path spool;

    @Test
    void aSilentDatabaseHoldsNobody() throws IOException {
        try (SilentProxy proxy = SilentProxy.to(database.url());
                HostJvm host = watched("db.url=" + proxy.url() + ";db.user=postgres;spool.dir=" + spool)) {
            assertWorksOn(host, proxy::fallSilent);
        }
    }

    @Test
    void aFrozenDiskHoldsNobody() throws IOException, InterruptedException {
        try (FrozenDisk disk = FrozenDisk.mounted(spool)) {
            Assumptions.assumeTrue(disk.isThere(), "no right to mount a disk of its own");
            try (HostJvm host = watched(
                    database.agentOptions() + ";spool.dir=" + disk.folder().resolve("spool"))) {
                try {
                    assertWorksOn(host, disk::freeze);
                } finally {
                    disk.thaw(); // no process ends while it waits for a disk
                }
            }
        }
    }

    @Test
    void scrapersThatNeverReadHoldNobody() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (HostJvm host = watched(database.agentOptions() + ";spool.dir=" + spool)) {
            assertWorksOn(host, () -> {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(stalledScrape(host.port()));
                }
            });
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** Two control measurements, then one while it stalls: the third may be as far below them as they are apart, twice. */
    private static void assertWorksOn(HostJvm host, Stall stall) throws IOException {
        host.awaitOut("working");
        watch(host, 1);
        long[] one = watch(host, 2);
        long[] other = watch(host, 3);
        stall.begin();
        long[] stalled = watch(host, 4);

        System.out.printf("calls/s: control %d, control %d, stalled %d%n", one[0], other[0], stalled[0]);
        assertThat(one[1] + other[1] + stalled[1])
                .as("dumps with a thread of the host held by the agent")
                .isZero();
        long least = Math.min(one[0], other[0]);
        long apart = Math.abs(one[0] - other[0]);
        assertThat(stalled[0]).isGreaterThan(least - 2 * apart - least / 4);
    }

    private static long[] watch(HostJvm host, int time) {
        host.tell("");
        org.awaitility.Awaitility.await("watched")
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> host.stdout().size() > time);
        String[] words = host.stdout().get(time).split(" ");
        return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
    }

    private static HostJvm watched(String options) {
        return HostJvm.running(Watched.class)
                .agent("flush=50ms;send=100ms;" + options)
                .start();
    }

    private static Socket stalledScrape(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET /metrics HTTP/1.1\r\nHost: "
                + URI.create("http://127.0.0.1:" + port).getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Makes something stall. */
    @FunctionalInterface
    private interface Stall {
        void begin() throws IOException;
    }
}
