package dev.nilometer.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between the agent and PostgreSQL and, once told, passes nothing on any more while connections stay open, nor
 * what comes on new ones. Told to speak, it serves new connections; those that were silent stay so.
 */
public final class SilentProxy implements AutoCloseable {
    private final ServerSocket server;
    private final URI target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private SilentProxy(ServerSocket server, URI target) {
        this.server = server;
        this.target = target;
    }

    /** Before this database. */
    public static SilentProxy to(String jdbcUrl) throws IOException {
        URI target = URI.create(jdbcUrl.substring("jdbc:".length()));
        SilentProxy proxy = new SilentProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        start(proxy::accept);
        return proxy;
    }

    /** The database's URL by way of the proxy. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getLocalPort()
                + target.getPath().replaceFirst("\\?.*", "");
    }

    /** From now on nothing is passed on, and nothing is closed. */
    public void fallSilent() {
        silent = true;
    }

    /** New connections are served again. */
    public void speak() {
        silent = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(target.getHost(), target.getPort());
                open.addAll(List.of(near, far));
                start(() -> pass(near, far));
                start(() -> pass(far, near));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(buffer);
            for (; length >= 0 && !silent; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
            if (length < 0 && !silent) {
                to.close();
            }
        } catch (IOException closed) {
            // one side has ended
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "silent-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
