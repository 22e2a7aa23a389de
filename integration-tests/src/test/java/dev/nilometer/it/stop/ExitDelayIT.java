package dev.nilometer.it.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much later a host ends with the agent than without: at most 100 ms when nothing waits for the database, 2 s when
 * something does. Measured from the host's last word to the process's end, by turns with and without. What the bounds
 * add for a busy machine grows with what the host needs without the agent; on a quiet one it is less than the 300 ms
 * that HotSpot waits for a thread in a system call.
 */
class ExitDelayIT {
    private static final String EARLY = "exit";
    private static final String LATER = "told";
    private static final long WITHOUT_BACKLOG_MILLIS = 100;
    private static final long WITH_BACKLOG_MILLIS = 2_000;
    private static final long ROOM_MILLIS = 100;
    private static final int ROOM_FACTOR = 5;

    @RegisterExtension
    final Database database = Database.empty();

    @TempDir
    Path spool;

    private final TreeMap<String, Long> delays = new TreeMap<>();
    private SilentServer silent;

    @BeforeEach
    void listen() throws IOException {
        silent = new SilentServer();
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void isShortBesideAScrapeAndASilentDatabase(int version) throws IOException {
        assertDelay(version, 3, "no", LATER, 0, WITHOUT_BACKLOG_MILLIS);
        assertDelay(version, 3, "silent", LATER, 0, WITHOUT_BACKLOG_MILLIS);
        assertDelay(version, 1, "silent", LATER, 200, WITH_BACKLOG_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    @Tag("storm")
    void isShortWhateverTheDatabaseDoes(int version) throws IOException {
        database.migrate();
        assertShort(version, 11, List.of("no", "silent", "deaf", "dead", "live"));
        System.out.println("exit delayed on JDK " + version + " by ms (medians of 11): " + delays);
    }

    private void assertShort(int version, int turns, List<String> databases) throws IOException {
        for (String state : databases) {
            assertDelay(version, turns, state, LATER, 0, WITHOUT_BACKLOG_MILLIS);
            assertDelay(version, turns, state, EARLY, 0, WITHOUT_BACKLOG_MILLIS);
            if (!state.equals("no")) {
                assertDelay(version, Math.min(turns, 3), state, LATER, 200, WITH_BACKLOG_MILLIS);
            }
        }
    }

    private void assertDelay(int version, int turns, String state, String ending, int items, long atMostMillis)
            throws IOException {
        long[] with = new long[turns];
        long[] without = new long[turns];
        for (int turn = 0; turn < turns; turn++) {
            without[turn] = toTheEnd(version, null, ending, items);
            with[turn] = toTheEnd(version, agentOptions(state), ending, items);
        }
        String what = state + " database, " + ending + ", " + items + " items";
        long alone = median(without);
        delays.put(what, median(with) - alone); // and now the least of each is the first
        assertThat(with[0] - without[0])
                .as(
                        "ms of delay, JDK %d, %s; %s with, %s without",
                        version, what, Arrays.toString(with), Arrays.toString(without))
                .isLessThanOrEqualTo(atMostMillis + ROOM_MILLIS + ROOM_FACTOR * alone);
    }

    /** Sorts them. */
    private static long median(long[] millis) {
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    private long toTheEnd(int version, @Nullable String agent, String ending, int items) throws IOException {
        HostJvm.Builder builder = HostJvm.running(Ending.class).java(Jdks.require(version));
        if (agent != null) {
            builder.agent(agent);
        }
        try (HostJvm host = builder.argument(ending).argument(items).start()) {
            if (ending.equals(LATER)) {
                host.awaitOut("ends ");
                if (agent != null && agent.isEmpty()) {
                    dawdle(host.port());
                }
                awaitSettled(host, agent);
                host.tell("end");
            }
            long ended = host.endedEpochMillis();
            List<String> words = host.stdout();
            return ended - Long.parseLong(words.get(words.size() - 1).substring("ends ".length()));
        }
    }

    /** Half a request, and one whose answer nobody takes: the exit comes in the middle of a scrape. */
    private static void dawdle(int port) throws IOException {
        for (String request : List.of("GET /metrics HTTP/1.1\r\n", "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n")) {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        }
    }

    /** The exit comes when the sender is in the middle of it. */
    private void awaitSettled(HostJvm host, @Nullable String agent) {
        if (agent != null && agent.contains(":" + silent.port() + "/")) {
            Awaitility.await("a try to connect").until(silent::wasCalled);
        } else if (agent != null && !agent.isEmpty()) {
            host.awaitErr("nilometer: ");
        }
    }

    private String agentOptions(String state) {
        String rest = ";db.user=postgres;spool.dir=" + spool.resolve(state);
        return switch (state) {
            case "no" -> "";
            case "silent" -> "db.url=jdbc:postgresql://127.0.0.1:" + silent.port() + "/none" + rest;
            case "deaf" -> "db.url=jdbc:postgresql://127.0.0.1:" + silent.deafPort() + "/none" + rest;
            case "dead" -> "db.url=jdbc:postgresql://127.0.0.1:1/none" + rest;
            default -> "db.url=" + database.url() + rest;
        };
    }
}
