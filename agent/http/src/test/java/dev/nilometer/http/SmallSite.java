package dev.nilometer.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** A site with a page for each thread that may answer: /health, /page and /scrape; only the first is open to all. */
final class SmallSite implements Site {
    /** Opens any free port before it. */
    static Listener open(Protection protection) throws IOException {
        return Listener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                protection,
                new SmallSite(),
                work -> {
                    Thread thread = new Thread(work, "nilometer-http");
                    thread.setDaemon(true);
                    return thread;
                },
                new Silent());
    }

    @Override
    public boolean isOpenToAll(String path) {
        return "/health".equals(path);
    }

    @Override
    public void refuse(SocketExchange exchange, int status) throws IOException {
        answer(exchange, status, "no");
    }

    @Override
    public void receive(SocketExchange exchange, Executor pages, Executor scrapes) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if ("/health".equals(path)) {
            answer(exchange, 200, "healthy");
        } else if ("/page".equals(path)) {
            pages.execute(() -> answerLater(exchange));
        } else if ("/scrape".equals(path)) {
            scrapes.execute(() -> answerLater(exchange));
        } else {
            answer(exchange, 404, "no");
        }
    }

    private static void answerLater(SocketExchange exchange) {
        try {
            answer(exchange, 200, "here");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(SocketExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
