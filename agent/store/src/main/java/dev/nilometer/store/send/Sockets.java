package dev.nilometer.store.send;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of a sender's connections, so that another thread can cut one at any time, while it connects or
 * logs in too: a thread that waits inside a system call at the end of the JVM makes the exit 300 ms longer, and the
 * driver gives no handle on a connection that is not there yet. pgjdbc makes this factory by name, on the thread that
 * connects; {@link Wire} is whose sockets they are.
 */
public final class Sockets extends SocketFactory {
    private static final ThreadLocal<@Nullable Wire> CONNECTING = new ThreadLocal<>();

    private final @Nullable Wire wire = CONNECTING.get();

    /** For pgjdbc. */
    public Sockets() {}

    /** What the calling thread connects from now on belongs to this wire. */
    static void belongTo(Wire wire) {
        CONNECTING.set(wire);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        if (wire != null) {
            wire.made(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(from);
            socket.connect(to);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** The latest socket of one sender. Safe from every thread; once cut, there are no further sockets. */
    static final class Wire {
        private @Nullable Socket latest;
        private boolean cut;

        private synchronized void made(Socket socket) throws IOException {
            if (cut) {
                socket.close();
                throw new SocketException("the application ends");
            }
            latest = socket;
        }

        /** Closes the socket: whoever waits for it gets an exception at once. */
        synchronized void cut() {
            cut = true;
            try {
                if (latest != null) {
                    latest.close();
                }
            } catch (IOException closed) {
                // as wanted
            }
        }
    }
}
