package dev.nilometer.agent.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.prometheus.ReadyCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private ServerSocket server;
    private CompletableFuture<String> heard = CompletableFuture.completedFuture("");

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aListenerIsThere() throws IOException {
        assertThat(probe("tcp://127.0.0.1:%d").isThere()).isTrue();
    }

    @Test
    void nobodyIsNotThere() throws IOException {
        Probe probe = probe("tcp://127.0.0.1:%d");
        server.close();
        assertThatThrownBy(probe::isThere).isInstanceOf(IOException.class);
    }

    @Test
    void httpIsThereWhenItSaysSo() throws Exception {
        answer("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(probe("http://127.0.0.1:%d/up?x=1").isThere()).isTrue();
        assertThat(heard.get()).startsWith("GET /up?x=1 HTTP/1.1\r\n");

        answer("HTTP/1.1 503 No\r\n\r\n");
        assertThat(probe("http://127.0.0.1:%d").isThere()).isFalse();
    }

    @Test
    void redisIsThereWhenItAnswersThePing() throws Exception {
        answer("+PONG\r\n");
        assertThat(probe("redis://127.0.0.1:%d").isThere()).isTrue();
        answer("-LOADING\r\n");
        assertThat(probe("redis://127.0.0.1:%d/0").isThere()).isFalse();
        answer("+OK\r\n+PONG\r\n");
        assertThat(probe("redis://:se%%20cret@127.0.0.1:%d").isThere()).isTrue();
        assertThat(heard.get()).startsWith("AUTH se cret\r\n");
    }

    @Test
    void postgresIsThereWhenItAsksWhoWeAre() throws Exception {
        answer("NR");
        assertThat(probe("jdbc:postgresql://127.0.0.1:%d/d?user=u").isThere()).isTrue();
        answer("S");
        assertThat(probe("jdbc:postgresql://127.0.0.1:%d/d").isThere()).isTrue();
        answer("NE");
        assertThat(probe("jdbc:postgresql://127.0.0.1:%d").isThere()).isFalse();
        answer("NR");
        assertThat(probe("jdbc:postgresql://127.0.0.1:1,127.0.0.1:%d/d").isThere())
                .as("one of two servers")
                .isTrue();
    }

    @Test
    void checksKeepTheLatestAnswers() throws IOException {
        BackgroundChecks checks =
                new BackgroundChecks(Map.of("near", "tcp://127.0.0.1:" + server.getLocalPort()), new Silence());
        assertThat(checks.results()).extracting(ReadyCheck::healthy).containsExactly(false);

        checks.runOnce();
        assertThat(checks.results()).extracting(ReadyCheck::healthy).containsExactly(true);

        server.close();
        checks.runOnce();
        assertThat(checks.results()).extracting(ReadyCheck::healthy).containsExactly(false);
    }

    private Probe probe(String address) {
        return new Probe("neighbour", String.format(address, server.getLocalPort()));
    }

    /** Hears something and answers this, once; what it heard first is in {@link #heard}. */
    private void answer(String text) {
        heard = CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept();
                    InputStream in = client.getInputStream()) {
                byte[] bytes = new byte[1024];
                int count = in.read(bytes);
                client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                readUntilClosed(in);
                return new String(bytes, 0, count, StandardCharsets.UTF_8);
            } catch (IOException closed) {
                return "";
            }
        });
    }

    /** The other side may leave with a reset once it has heard enough. */
    private static void readUntilClosed(InputStream in) {
        try {
            while (in.read() >= 0) {
                // more of the same
            }
        } catch (IOException reset) {
            // as good as an end
        }
    }

    private static final class Silence implements Diagnostics {
        @Override
        public void warn(String sentence) {}

        @Override
        public void info(String sentence) {}

        @Override
        public void debug(String sentence) {}
    }
}
