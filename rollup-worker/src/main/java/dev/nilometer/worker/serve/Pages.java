package dev.nilometer.worker.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.nilometer.http.Site;
import dev.nilometer.http.SocketExchange;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The worker's pages: /metrics, /health, /ready, each under /v1 too; GET and HEAD only; everything else is a problem in
 * JSON. /health and /ready ask for no password. Safe from every thread.
 */
final class Pages implements Site {
    private static final Set<String> SCRAPES = Set.of("/metrics", "/v1/metrics");
    private static final Set<String> HEALTH = Set.of("/health", "/v1/health", "/-/healthy");
    private static final Set<String> READY = Set.of("/ready", "/v1/ready", "/-/ready");

    private final Readiness readiness;
    private final MetricsHandler metrics;

    Pages(Readiness readiness, WorkerMetrics metrics) {
        this.readiness = readiness;
        this.metrics = new MetricsHandler(metrics.registry());
    }

    @Override
    public boolean isOpenToAll(@Nullable String path) {
        return path != null && (HEALTH.contains(path) || READY.contains(path));
    }

    @Override
    public void refuse(SocketExchange exchange, int status) throws IOException {
        try (exchange) {
            if (status == 401) {
                Answer.problem(exchange, status, "Unauthorized", "say who is asking: user and password");
            } else {
                Answer.problem(exchange, status, "Bad Request", "this is no request that is answered here");
            }
        }
    }

    @Override
    public void receive(SocketExchange exchange, Executor pages, Executor scrapes) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path == null || !(isOpenToAll(path) || SCRAPES.contains(path))) {
            try (exchange) {
                Answer.problem(exchange, 404, "Not Found", "there is no " + path + " here");
            }
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            try (exchange) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                Answer.problem(exchange, 405, "Method Not Allowed", path + " answers GET and HEAD");
            }
        } else if (HEALTH.contains(path)) {
            health(exchange);
        } else if (READY.contains(path)) {
            pages.execute(() -> readiness.ask(exchange));
        } else {
            scrapes.execute(() -> scrape(exchange));
        }
    }

    private static void health(HttpExchange exchange) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", "healthy");
        content.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        try (exchange) {
            Answer.json(exchange, 200, content);
        }
    }

    private void scrape(HttpExchange exchange) {
        try (exchange) {
            metrics.handle(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
