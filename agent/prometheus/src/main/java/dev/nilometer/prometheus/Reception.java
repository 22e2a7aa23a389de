package dev.nilometer.prometheus;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says who answers a request, and on which thread: /health and refusals at once on the listener's, scrapes on one thread
 * that shares each rendering among all who wait for it, the rest on another. Both threads come when they are needed and
 * go after 30 s without work; what waits for them is bounded by the listener's connections. Safe from every thread.
 */
final class Reception {
    private final Pages pages;
    private final ScrapePage scrapes;
    private final @Nullable Access access;
    private final ThreadPoolExecutor working;
    private final ThreadPoolExecutor scraping;

    Reception(Pages pages, ScrapePage scrapes, @Nullable Access access, ThreadFactory factory) {
        this.pages = pages;
        this.scrapes = scrapes;
        this.access = access;
        this.working = oneThread(factory);
        this.scraping = oneThread(factory);
    }

    private static ThreadPoolExecutor oneThread(ThreadFactory factory) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(Listener.MAX_CONNECTIONS), factory);
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Has this done by another thread than the listener's. */
    void work(Runnable task) {
        working.execute(task);
    }

    /** Has a request answered, now or later; {@link SocketExchange#close} is called when it is. */
    void receive(SocketExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.head().refusal() != 0) {
            pages.refuse(exchange, exchange.head().refusal());
        } else if (access != null && !Pages.isOpenToAll(path) && !access.allows(exchange.getRequestHeaders())) {
            exchange.getResponseHeaders().set("WWW-Authenticate", Access.CHALLENGE);
            pages.refuse(exchange, 401);
        } else if (Pages.isHealth(path)) {
            pages.handle(exchange);
        } else if (Pages.isScrape(exchange)) {
            scrapes.ask(exchange, scraping);
        } else {
            work(() -> answer(exchange));
        }
    }

    private void answer(HttpExchange exchange) {
        try {
            pages.handle(exchange);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void close() {
        working.shutdownNow();
        scraping.shutdownNow();
    }
}
