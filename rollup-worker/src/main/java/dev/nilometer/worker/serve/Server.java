package dev.nilometer.worker.serve;

import dev.nilometer.http.Listener;
import dev.nilometer.http.Protection;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.worker.database.Database;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The worker's HTTP endpoint: the agent's listener, over the worker's own pages. Its threads are daemons, so that no client
 * keeps the process alive. Close it.
 */
public final class Server implements AutoCloseable {
    private final Listener listener;
    private final DatabaseProbe probe;
    private final String scheme;

    private Server(Listener listener, DatabaseProbe probe, String scheme) {
        this.listener = listener;
        this.probe = probe;
        this.scheme = scheme;
    }

    /** Listens from now on. Throws what {@link Listener#open} throws. */
    public static Server start(
            InetSocketAddress address,
            Protection protection,
            Database database,
            WorkerMetrics metrics,
            Diagnostics diagnostics)
            throws IOException {
        DatabaseProbe probe = new DatabaseProbe(database);
        Pages pages = new Pages(new Readiness(probe, metrics), metrics);
        Listener listener = Listener.open(address, protection, pages, Server::daemon, diagnostics);
        return new Server(listener, probe, protection.speaksTls() ? "https" : "http");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "nilometer-http");
        thread.setDaemon(true);
        return thread;
    }

    /** Where it can be reached: {@code http://127.0.0.1:9470}. */
    public String address() {
        InetSocketAddress address = listener.address();
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
        return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    @Override
    public void close() {
        listener.close();
        probe.close();
    }
}
