package dev.nilometer.it.listeners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * One real RabbitMQ, of the machine's own package, with all its files in a folder of the test's; where there is none, the
 * test is skipped and says so. Closing ends it and its port mapper.
 */
final class RabbitBroker implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int DISTRIBUTION = 20_000;

    private final Process process;
    private final int port;
    private final int mapperPort;

    private RabbitBroker(Process process, int port, int mapperPort) {
        this.process = process;
        this.port = port;
        this.mapperPort = mapperPort;
    }

    /** Starts one, and waits until it answers. */
    static RabbitBroker start(Path folder) {
        if (!Files.isExecutable(SERVER)) {
            String reason = SERVER + " is not there: install the package rabbitmq-server to run this test";
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        int port = freePort();
        int mapperPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(SERVER.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rabbit.out").toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "RABBITMQ_MNESIA_BASE",
                        folder.resolve("data").toString(),
                        "RABBITMQ_LOG_BASE",
                        folder.resolve("log").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString(),
                        "RABBITMQ_NODENAME",
                        "story" + port + "@localhost",
                        "RABBITMQ_NODE_IP_ADDRESS",
                        "127.0.0.1",
                        "RABBITMQ_NODE_PORT",
                        "" + port,
                        "RABBITMQ_DIST_PORT",
                        "" + (port < 40_000 ? port + DISTRIBUTION : port - DISTRIBUTION),
                        "ERL_EPMD_ADDRESS",
                        "127.0.0.1",
                        "ERL_EPMD_PORT",
                        "" + mapperPort));
        try {
            RabbitBroker broker = new RabbitBroker(builder.start(), port, mapperPort);
            Awaitility.await("RabbitMQ").atMost(PATIENCE).until(broker::answers);
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket found = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return found.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                all.forEach(ProcessHandle::destroyForcibly);
            }
            endMapper();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Erlang's port mapper leaves its parent; it is asked to end through its own port. */
    private void endMapper() throws IOException, InterruptedException {
        ProcessBuilder end = new ProcessBuilder("epmd", "-port", "" + mapperPort, "-kill").redirectErrorStream(true);
        Process asked = end.start();
        asked.getInputStream().readAllBytes();
        asked.waitFor();
    }
}
