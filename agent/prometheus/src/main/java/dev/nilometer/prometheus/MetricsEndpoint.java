package dev.nilometer.prometheus;

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
import org.jspecify.annotations.Nullable;

/**
 * The agent's HTTP endpoint: /metrics, /health, /ready and /v1/status, for GET and HEAD. It holds no numbers of its own
 * and waits for nobody but the account, whose wait is bounded; nothing it does reaches the application. Sets no
 * JVM-wide property, and keeps no JVM alive when the threads it is given are daemons. Safe from every thread.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private final Listener listener;
    private final Reception reception;

    private MetricsEndpoint(Listener listener, Reception reception) {
        this.listener = listener;
        this.reception = reception;
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
        Access access = Access.of(settings);
        TlsKeys keys = TlsKeys.of(settings, diagnostics);
        Reception reception = new Reception(pages, new ScrapePage(collector), access, factory);
        return new MetricsEndpoint(open(settings, reception, keys, factory), reception);
    }

    private static Listener open(
            EndpointSettings settings, Reception reception, @Nullable TlsKeys keys, ThreadFactory factory)
            throws IOException {
        try {
            InetAddress host = InetAddress.getByName(settings.host());
            return Listener.open(new InetSocketAddress(host, settings.port()), reception, keys, factory);
        } catch (UnknownHostException e) {
            throw new IOException("http.host " + settings.host() + " is not known", e);
        } catch (IOException e) {
            String where = settings.host() + ":" + settings.port();
            throw new IOException("cannot listen on " + where + " (" + e.getMessage() + ")", e);
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
        reception.close();
    }
}
