package dev.nilometer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port as a client sees it, over real sockets. */
class ListenerTest {
    private static String answer(Listener listener, String request) throws IOException {
        try (Socket socket = connect(listener)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Socket connect(Listener listener) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/page", "/scrape"})
    void answersOnceFromWhicheverThread(String path) throws Exception {
        try (Listener listener = SmallSite.open(Protection.NONE)) {
            assertThat(answer(listener, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .containsOnlyOnce("HTTP/1.1 200 OK")
                    .containsIgnoringCase("Connection: close")
                    .containsPattern("\r\n\r\n(healthy|here)$");
        }
    }

    @Test
    void answersOthersWhileSomeClientsDawdle() throws Exception {
        List<Socket> dawdlers = new ArrayList<>();
        try (Listener listener = SmallSite.open(Protection.NONE)) {
            for (int i = 0; i < Listener.MAX_CONNECTIONS - 1; i++) {
                Socket socket = connect(listener);
                socket.getOutputStream().write("GET /pa".getBytes(StandardCharsets.US_ASCII));
                dawdlers.add(socket);
            }
            assertThat(answer(listener, "GET /page HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            for (Socket dawdler : dawdlers) {
                assertThat(readsEnd(dawdler)).as("cut after the deadline").isTrue();
            }
        } finally {
            for (Socket dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    private static boolean readsEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (Listener first = SmallSite.open(Protection.NONE)) {
            assertThatThrownBy(() ->
                            Listener.open(first.address(), Protection.NONE, new SmallSite(), Thread::new, new Silent()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "cannot listen on 127.0.0.1:" + first.address().getPort())
                    .hasCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void namesOptionsAsItsReaderKnowsThem() {
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.user("p", "", null)))
                .hasMessage("http.user is set, and http.password-file gives no password");
        assertThatThrownBy(
                        () -> SmallSite.open(Protection.NONE.user("p", "", null).asArguments()))
                .hasMessage("--http-user is set, and --http-password-file gives no password");
    }
}
