package dev.nilometer.prometheus;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Owns the port: accepts on one thread and has each connection served on another, one exchange a connection. The JDK's
 * own HTTP server would log through System.Logger, and so make the host's log manager on a thread of the agent's, before
 * the host has said which. When all threads are busy a connection is closed at once; when nothing can be accepted (no
 * file descriptors left) it tries again after 100 ms. Safe from every thread.
 */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel port;
    private final HttpThreads threads;
    private final HttpHandler pages;

    private Listener(ServerSocketChannel port, HttpThreads threads, HttpHandler pages) {
        this.port = port;
        this.threads = threads;
        this.pages = pages;
    }

    /** Opens the port and starts to accept; close it before the threads. */
    static Listener open(InetSocketAddress address, HttpHandler pages, HttpThreads threads, ThreadFactory factory)
            throws IOException {
        ServerSocketChannel port = ServerSocketChannel.open();
        try {
            port.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
        Listener listener = new Listener(port, threads, pages);
        factory.newThread(listener::acceptWhileOpen).start();
        return listener;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) port.socket().getLocalSocketAddress();
    }

    private void acceptWhileOpen() {
        while (port.isOpen()) {
            try {
                hand(port.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError notNow) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void hand(SocketChannel connection) throws IOException {
        try {
            threads.execute(() -> serve(connection));
        } catch (RejectedExecutionException | OutOfMemoryError busy) {
            connection.close();
        }
    }

    private void serve(SocketChannel connection) {
        try (SocketExchange exchange = new SocketExchange(connection)) {
            if (exchange.readHead()) {
                pages.handle(exchange);
            } else {
                exchange.sendResponseHeaders(400, SocketExchange.NO_BODY);
            }
        } catch (IOException | OutOfMemoryError gone) {
            // the client is gone or too slow, or the heap has no room for an answer: the connection is closed
        }
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            // then the JVM's end closes it
        }
    }
}
