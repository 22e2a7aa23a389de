package dev.nilometer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests of all kinds over real sockets: each is answered or closed at once, none is a failure of the server's. */
class FuzzedPortTest {
    private static final int REQUESTS = 10_000;
    private static final int HANG_MILLIS = 20_000;

    @Test
    void answersOrClosesWithoutAFailure() throws Exception {
        Random random = new Random(7);
        try (Listener listener = SmallSite.open(Protection.NONE)) {
            int port = listener.address().getPort();
            for (int i = 0; i < REQUESTS; i++) {
                String request = RequestHeadTest.text(random);
                assertThat(answer(port, request))
                        .as("the answer to '%s'", request)
                        .matches("(?s)(HTTP/1\\.1 (200|400|404|414|431) .*)?");
            }
            assertThat(answer(port, "GET /health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    /** Says no more after the request; a reset counts as closed. */
    private static String answer(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(HANG_MILLIS);
            try {
                socket.getOutputStream().write(RequestHead.bytes(request));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException closed) {
                return "";
            }
        }
    }
}
