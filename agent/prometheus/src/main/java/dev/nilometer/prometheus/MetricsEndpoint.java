package dev.nilometer.prometheus;

import dev.nilometer.http.Listener;
import dev.nilometer.model.Account;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.model.SelfReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * The agent's HTTP endpoint: /metrics, /health, /ready and /v1/status, for GET and HEAD. It holds no numbers of its own
 * and waits for nobody but the account, whose wait is bounded; nothing it does reaches the application. Sets no
 * JVM-wide property, and keeps no JVM alive when the threads it is given are daemons. Safe from every thread.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private final Listener listener;

    private MetricsEndpoint(Listener listener) {
        this.listener = listener;
    }

    /**
     * Opens the port and starts to answer.
     *
     * @param accounts asked at each scrape; may wait, but only for a bounded time
     * @param readings self-metrics of other rooms
     * @param factory makes the threads nilometer-http: daemons
     * @param diagnostics told when a renewed certificate cannot be used
     * @throws IOException with a sentence for an operator when the port is taken, the host unknown, or what shall protect
     *     the port cannot be used: it is never opened without
     * @throws IllegalArgumentException with a sentence when a private pattern or the prefix has no meaning
     */
    public static MetricsEndpoint start(
            EndpointSettings settings,
            Supplier<Account> accounts,
            Supplier<List<SelfReading>> readings,
            Operations operations,
            ThreadFactory factory,
            Diagnostics diagnostics)
            throws IOException {
        ScrapeCollector collector = new ScrapeCollector(settings, accounts, readings);
        Pages pages = new Pages(collector, operations);
        InetSocketAddress address = new InetSocketAddress(host(settings), settings.port());
        return new MetricsEndpoint(Listener.open(address, settings.protection(), pages, factory, diagnostics));
    }

    private static InetAddress host(EndpointSettings settings) throws IOException {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new IOException("http.host " + settings.host() + " is not known", e);
        }
    }

    /** The port it listens on: the one asked for, or the free one that was found for 0. */
    public int port() {
        return listener.address().getPort();
    }

    /** The address and port it listens on. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Closes the port; exchanges that are not over are cut. */
    @Override
    public void close() {
        listener.close();
    }
}
