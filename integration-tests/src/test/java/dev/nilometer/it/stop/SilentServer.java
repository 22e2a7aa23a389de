package dev.nilometer.it.stop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Two ports: one takes connections and never says a word, the other does not even take them. Of one test thread. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    SilentServer() throws IOException {
        silent.setSoTimeout(50);
        fillUp();
    }

    /** From here on the kernel drops what wants to connect, as a firewall does. */
    private void fillUp() throws IOException {
        boolean taken = true;
        while (taken) {
            Socket client = new Socket();
            open.add(client);
            try {
                client.connect(deaf.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                taken = false;
            }
        }
    }

    int port() {
        return silent.getLocalPort();
    }

    int deafPort() {
        return deaf.getLocalPort();
    }

    /** True when somebody has connected since this was last asked. */
    boolean wasCalled() throws IOException {
        try {
            open.add(silent.accept());
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        silent.close();
        deaf.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
