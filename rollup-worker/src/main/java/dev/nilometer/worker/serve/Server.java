package dev.nilometer.worker.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.nilometer.worker.database.Database;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The worker's HTTP endpoint: /metrics, /health, /ready, each under /v1 too; GET and HEAD only; everything else is a
 * problem in JSON. Four daemon threads answer, so that no client keeps the process alive. Close it.
 */
public final class Server implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int BACKLOG = 64;

    private final HttpServer http;
    private final ExecutorService threads;
    private final ExecutorService probes;
    private final Map<String, HttpHandler> handlers;

    private Server(HttpServer http, Database database, WorkerMetrics metrics) {
        this.http = http;
        this.threads = Executors.newFixedThreadPool(THREADS, work -> daemon(work, "nilometer-http"));
        this.probes = Executors.newFixedThreadPool(1, work -> daemon(work, "nilometer-probe"));
        HttpHandler scrape = new MetricsHandler(metrics.registry());
        HttpHandler readiness = new Readiness(database, metrics, probes);
        this.handlers = Map.of(
                "/metrics", scrape,
                "/v1/metrics", scrape,
                "/health", Server::health,
                "/v1/health", Server::health,
                "/-/healthy", Server::health,
                "/ready", readiness,
                "/v1/ready", readiness,
                "/-/ready", readiness);
    }

    /** Listens from now on. Throws what the system says when the address cannot be had. */
    public static Server start(InetSocketAddress address, Database database, WorkerMetrics metrics) throws IOException {
        Server server = new Server(HttpServer.create(address, BACKLOG), database, metrics);
        server.http.setExecutor(server.threads);
        server.http.createContext("/", server::handle);
        server.http.start();
        return server;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where it can be reached: {@code http://127.0.0.1:9470}. */
    public String address() {
        InetSocketAddress address = http.getAddress();
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Contexts of the JDK's server match prefixes; here a path means itself. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            HttpHandler handler = path == null ? null : handlers.get(path);
            String method = exchange.getRequestMethod();
            if (handler == null) {
                Answer.problem(exchange, 404, "Not Found", "there is no " + path + " here");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                Answer.problem(exchange, 405, "Method Not Allowed", path + " answers GET and HEAD");
            } else {
                handler.handle(exchange);
            }
        }
    }

    private static void health(HttpExchange exchange) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", "healthy");
        content.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        Answer.json(exchange, 200, content);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        probes.shutdownNow();
    }
}
