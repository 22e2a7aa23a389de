package dev.nilometer.it.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** One real broker of Kafka in a process of its own, with its log in a folder of the test's. Closing kills it. */
final class KafkaBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HostJvm process;
    private final int port;

    private KafkaBroker(HostJvm process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one, and waits until it answers. */
    static KafkaBroker start(Path folder) {
        int port = freePort();
        Path settings = folder.resolve("server.properties");
        write(settings, port, freePort(), folder.resolve("log"));
        HostJvm format = broker("kafka.tools.StorageTool")
                .argument("format")
                .argument("-t")
                .argument("AAAAAAAAQACAAAAAAAAAAA")
                .argument("-c")
                .argument(settings)
                .run();
        assertThat(format.awaitExit()).as("formatted: %s", format.stdout()).isZero();
        KafkaBroker broker =
                new KafkaBroker(broker("kafka.Kafka").argument(settings).start(), port);
        Awaitility.await("a broker").atMost(PATIENCE).until(broker::answers);
        return broker;
    }

    private static HostJvm.Builder broker(String main) {
        return HostJvm.bare()
                .option("-Xmx320m")
                .option("-XX:TieredStopAtLevel=1")
                .option("-cp")
                .option(BuiltJars.kafkaClassPath())
                .mainClass(main);
    }

    private static void write(Path file, int port, int controllerPort, Path log) {
        String settings = """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.dirs=%3$s
                """.formatted(port, controllerPort, log);
        try {
            Files.writeString(file, settings);
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

    /** Where clients find it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
