package dev.nilometer.store.send;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy before PostgreSQL that can lose the answer to a COMMIT, cut after some bytes, or fall silent. */
final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger swallowed = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean swallowCommit;
    private volatile long cutAfterBytes = Long.MAX_VALUE;
    private volatile boolean silent;

    FaultProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The next COMMIT reaches the server; its answer is lost and the connection reset. */
    void swallowNextCommit() {
        swallowCommit = true;
    }

    /** The connection is reset when so many more bytes have come from the client. */
    void cutAfter(long bytes) {
        cutAfterBytes = bytes;
    }

    /** From now on nothing is passed on, and nothing is closed. */
    void silence(boolean on) {
        silent = on;
    }

    int swallowed() {
        return swallowed.get();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Link link = new Link(client, server);
                daemon(link::up);
                daemon(link::down);
            } catch (IOException closed) {
                // the next one, or the end
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One connection through the proxy. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallowing;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void up() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    hold();
                    if (swallowCommit && contains(buffer, n, "COMMIT")) {
                        swallowCommit = false;
                        swallowing = true;
                    }
                    long left = cutAfterBytes;
                    if (left != Long.MAX_VALUE) {
                        cutAfterBytes = left - n;
                        if (left < n) {
                            out.write(buffer, 0, (int) left);
                            out.flush();
                            cutAfterBytes = Long.MAX_VALUE;
                            cuts.incrementAndGet();
                            reset();
                            return;
                        }
                    }
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException gone) {
                // as below
            }
            reset();
        }

        void down() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    hold();
                    if (swallowing) {
                        swallowed.incrementAndGet();
                        reset();
                        return;
                    }
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException gone) {
                // as below
            }
            reset();
        }

        private void hold() throws IOException {
            while (silent && !client.isClosed()) {
                Thread.onSpinWait();
                if (Thread.interrupted()) {
                    throw new IOException("interrupted");
                }
            }
        }

        private void reset() {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException e) {
                    // closed before
                }
            }
        }
    }

    private static boolean contains(byte[] buffer, int length, String word) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(word);
    }
}
