package dev.nilometer.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.nilometer.http.Site;
import dev.nilometer.http.SocketExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers each path: /health and refusals at once, scrapes on the thread for them, which shares each rendering among all
 * who wait for it, the rest on the other. Whatever goes wrong while answering becomes a 500 with one sentence, never a
 * stack trace. Safe from every thread.
 */
final class Pages implements Site {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    private static final List<String> SCRAPES = List.of("/metrics", "/v1/metrics");
    private static final List<String> HEALTH = List.of("/health", "/v1/health", "/-/healthy");
    private static final List<String> READY = List.of("/ready", "/v1/ready", "/-/ready");

    private final Map<String, HttpHandler> byPath = new LinkedHashMap<>();
    private final ScrapeCollector collector;
    private final ScrapePage scrapes;
    private final Operations operations;

    Pages(ScrapeCollector collector, Operations operations) {
        this.collector = collector;
        this.scrapes = new ScrapePage(collector);
        this.operations = operations;
        HEALTH.forEach(path -> byPath.put(path, this::health));
        READY.forEach(path -> byPath.put(path, this::ready));
        byPath.put("/v1/status", this::status);
    }

    /** True for what a probe without a password must see: that the process lives, and whether it is ready. */
    @Override
    public boolean isOpenToAll(@Nullable String path) {
        return path != null && (HEALTH.contains(path) || READY.contains(path));
    }

    @Override
    public void receive(SocketExchange exchange, Executor pages, Executor scraping) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path != null && HEALTH.contains(path)) {
            handle(exchange);
        } else if (path != null && SCRAPES.contains(path) && isRead(exchange.getRequestMethod())) {
            scrapes.ask(exchange, scraping);
        } else {
            pages.execute(() -> {
                try {
                    handle(exchange);
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
            });
        }
    }

    private static boolean isRead(String method) {
        return "GET".equals(method) || "HEAD".equals(method);
    }

    @Override
    public void refuse(SocketExchange exchange, int status) throws IOException {
        try {
            send(
                    exchange,
                    status,
                    TEXT,
                    status == 401 ? "Who is asking?\n" : "This is no request that is answered here.\n");
        } finally {
            exchange.close();
        }
    }

    /** Answers that there is no answer. */
    static void fail(HttpExchange exchange, @Nullable Exception reason) throws IOException {
        if (exchange.getResponseCode() == -1) {
            exchange.getResponseHeaders().clear();
            send(exchange, 500, TEXT, "This page could not be made: " + reason + "\n");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!isRead(method)) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            send(exchange, 405, TEXT, "Only GET and HEAD are answered here.\n");
            return;
        }
        HttpHandler page = byPath.get(exchange.getRequestURI().getPath());
        if (page == null) {
            send(
                    exchange,
                    404,
                    TEXT,
                    "Nothing here. Try one of " + String.join(", ", SCRAPES) + ", " + String.join(", ", byPath.keySet())
                            + ".\n");
            return;
        }
        try {
            page.handle(exchange);
        } catch (RuntimeException e) {
            fail(exchange, e);
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "healthy");
        body.put("uptime_seconds", Math.round(collector.uptimeSeconds() * 1000) / 1e3);
        send(exchange, 200, JSON, Json.of(body) + "\n");
    }

    private void ready(HttpExchange exchange) throws IOException {
        Set<String> excluded = excluded(exchange.getRequestURI().getRawQuery());
        List<Map<String, Object>> checks = new ArrayList<>();
        boolean ready = true;
        for (ReadyCheck check : operations.ready().results()) {
            if (!excluded.contains(check.name())) {
                checks.add(asMap(check));
                ready &= check.healthy();
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "ready" : "not-ready");
        body.put("checks", checks);
        send(exchange, ready ? 200 : 503, JSON, Json.of(body) + "\n");
    }

    private static Map<String, Object> asMap(ReadyCheck check) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", check.name());
        map.put("healthy", check.healthy());
        map.put("latency_ms", check.latencyMillis());
        return map;
    }

    /** The names in exclude=a,b of a query; a broken query excludes nothing. */
    private static Set<String> excluded(@Nullable String rawQuery) {
        if (rawQuery == null) {
            return Collections.emptySet();
        }
        Set<String> names = new HashSet<>();
        for (String parameter : rawQuery.split("&")) {
            if (parameter.startsWith("exclude=")) {
                String value = decode(parameter.substring("exclude=".length()));
                Arrays.stream(value.split(",")).map(String::trim).forEach(names::add);
            }
        }
        return names;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void status(HttpExchange exchange) throws IOException {
        send(exchange, 200, JSON, Json.of(operations.status().status()) + "\n");
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
