package dev.nilometer.worker.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.nilometer.worker.database.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers /ready: 200 when the database lets us in and the oldest closed hour that is not rolled up is younger than two
 * hours, else 503; {@code ?exclude=database,rollup} leaves checks out. The database is asked by a connection of its own,
 * so that a busy rollup is no outage, and for two seconds at most. Safe from every thread.
 */
final class Readiness implements HttpHandler {
    static final Duration MAX_DIRTY = Duration.ofHours(2);

    private static final int PATIENCE_SECONDS = 2;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Database database;
    private final WorkerMetrics metrics;
    private final Executor probes;

    Readiness(Database database, WorkerMetrics metrics, Executor probes) {
        this.database = database;
        this.metrics = metrics;
        this.probes = probes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Set<String> excluded = excluded(exchange.getRequestURI().getQuery());
        List<Map<String, Object>> checks = new ArrayList<>();
        if (!excluded.contains("database")) {
            checks.add(check("database", this::reachesDatabase));
        }
        if (!excluded.contains("rollup")) {
            checks.add(check("rollup", () -> metrics.backlog().dirtySeconds(Instant.now()) <= MAX_DIRTY.toSeconds()));
        }
        boolean ready = checks.stream().allMatch(check -> Boolean.TRUE.equals(check.get("healthy")));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", ready ? "ready" : "not-ready");
        content.put("checks", checks);
        Answer.json(exchange, ready ? 200 : 503, content);
    }

    private static Set<String> excluded(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(parameter -> parameter.startsWith("exclude="))
                .flatMap(parameter ->
                        Arrays.stream(parameter.substring("exclude=".length()).split(",")))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> check(String name, Check check) {
        long start = System.nanoTime();
        boolean healthy = check.isHealthy();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("healthy", healthy);
        result.put("latency_ms", Math.round((System.nanoTime() - start) / NANOS_PER_MILLI * 1e3) / 1e3);
        return result;
    }

    private boolean reachesDatabase() {
        CompletableFuture<Boolean> probe = CompletableFuture.supplyAsync(this::probe, probes);
        try {
            return probe.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean probe() {
        try {
            database.probe();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private interface Check {
        boolean isHealthy();
    }
}
