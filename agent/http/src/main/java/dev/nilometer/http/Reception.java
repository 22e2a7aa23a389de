package dev.nilometer.http;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says who is let in to the site, and lends it two threads: one for scrapes, one for other pages and the handshakes of TLS.
 * Both come when they are needed and go after 30 s without work; what waits for them is bounded by the listener's
 * connections. Safe from every thread.
 */
final class Reception {
    private final Site site;
    private final @Nullable Access access;
    private final ThreadPoolExecutor pages;
    private final ThreadPoolExecutor scrapes;

    Reception(Site site, @Nullable Access access, ThreadFactory factory) {
        this.site = site;
        this.access = access;
        this.pages = oneThread(factory);
        this.scrapes = oneThread(factory);
    }

    private static ThreadPoolExecutor oneThread(ThreadFactory factory) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(Listener.MAX_CONNECTIONS), factory);
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Has this done by another thread than the listener's. */
    void work(Runnable task) {
        pages.execute(task);
    }

    /** Has a request answered, now or later; {@link SocketExchange#close} is called when it is. */
    void receive(SocketExchange exchange) throws IOException {
        if (exchange.head().refusal() != 0) {
            site.refuse(exchange, exchange.head().refusal());
        } else if (access != null
                && !site.isOpenToAll(exchange.getRequestURI().getPath())
                && !access.allows(exchange.getRequestHeaders())) {
            exchange.getResponseHeaders().set("WWW-Authenticate", Access.CHALLENGE);
            site.refuse(exchange, 401);
        } else {
            site.receive(exchange, pages, scrapes);
        }
    }

    void close() {
        pages.shutdownNow();
        scrapes.shutdownNow();
    }
}
