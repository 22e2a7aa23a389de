package dev.nilometer.worker.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers /ready: 200 when the database lets us in and the oldest closed hour that is not rolled up is younger than two
 * hours, else 503; {@code ?exclude=database,rollup} leaves checks out. Nobody waits here: who asks is answered by the
 * probe's thread. Safe from every thread.
 */
final class Readiness {
    static final Duration MAX_DIRTY = Duration.ofHours(2);

    private static final double NANOS_PER_MILLI = 1e6;

    private final DatabaseProbe database;
    private final WorkerMetrics metrics;

    Readiness(DatabaseProbe database, WorkerMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /** Has it answered, later. */
    @SuppressWarnings("FutureReturnValueIgnored") // the probe never fails, and the listener cuts what is not answered
    void ask(HttpExchange exchange) {
        Set<String> excluded = excluded(exchange.getRequestURI().getQuery());
        List<Map<String, Object>> checks = new ArrayList<>();
        if (excluded.contains("database")) {
            answer(exchange, excluded, checks);
            return;
        }
        long start = System.nanoTime();
        database.ask().thenAccept(letsUsIn -> {
            checks.add(check("database", letsUsIn, System.nanoTime() - start));
            answer(exchange, excluded, checks);
        });
    }

    private void answer(HttpExchange exchange, Set<String> excluded, List<Map<String, Object>> checks) {
        if (!excluded.contains("rollup")) {
            checks.add(check("rollup", metrics.backlog().dirtySeconds(Instant.now()) <= MAX_DIRTY.toSeconds(), 0));
        }
        boolean ready = checks.stream().allMatch(check -> Boolean.TRUE.equals(check.get("healthy")));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", ready ? "ready" : "not-ready");
        content.put("checks", checks);
        try (exchange) {
            Answer.json(exchange, ready ? 200 : 503, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> excluded(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(parameter -> parameter.startsWith("exclude="))
                .flatMap(parameter ->
                        Arrays.stream(parameter.substring("exclude=".length()).split(",")))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> check(String name, boolean healthy, long tookNanos) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("healthy", healthy);
        result.put("latency_ms", Math.round(tookNanos / NANOS_PER_MILLI * 1e3) / 1e3);
        return result;
    }
}
