package dev.nilometer.worker.rollup;

import dev.nilometer.model.DistinctCount;
import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What actors did by hour and by day: replaces the rows of a span in place, as {@link FactStore} does. Works inside the
 * caller's transaction. Stateless.
 */
final class ActorStore {

    private static final String STAGE_HOURS = "CREATE TEMP TABLE rolled_actors (LIKE actor_hours) ON COMMIT DROP";
    private static final String UPSERT_HOURS = """
            INSERT INTO actor_hours AS a SELECT * FROM rolled_actors ORDER BY bucket_time, service, environment, actor
            ON CONFLICT (bucket_time, service, environment, actor) DO UPDATE SET
                (total_executions, failed_executions, latency_sum, latency_min, latency_max, tokens,
                 human_interventions, cost_nano_usd, first_seen, last_seen, latency_sketch, users, error_distribution) =
                (excluded.total_executions, excluded.failed_executions, excluded.latency_sum, excluded.latency_min,
                 excluded.latency_max, excluded.tokens, excluded.human_interventions, excluded.cost_nano_usd,
                 excluded.first_seen, excluded.last_seen, excluded.latency_sketch, excluded.users,
                 excluded.error_distribution)
            WHERE a IS DISTINCT FROM excluded""";
    private static final String ANY_HOUR = "SELECT FROM actor_hours WHERE bucket_time = ? LIMIT 1";
    private static final String DELETE_HOURS = """
            DELETE FROM actor_hours a WHERE bucket_time = ? AND NOT EXISTS (
                SELECT FROM rolled_actors r WHERE (r.bucket_time, r.service, r.environment, r.actor)
                    = (a.bucket_time, a.service, a.environment, a.actor))""";
    private static final String READ_HOURS = """
            SELECT service, environment, actor, failed_executions, latency_sum, latency_min, latency_max, tokens,
                human_interventions, cost_nano_usd, latency_sketch, users, error_distribution::text,
                first_seen, last_seen
            FROM actor_hours WHERE bucket_time >= ? AND bucket_time < ?""";
    private static final String STAGE_DAYS =
            "CREATE TEMP TABLE IF NOT EXISTS rolled_days (LIKE actor_days INCLUDING DEFAULTS) ON COMMIT DROP";
    private static final String DAY_COLUMNS = "(metric_date, service, environment, actor, total_executions,"
            + " successful_executions, failed_executions, latency_sum, latency_p50, latency_p95, latency_p99, tokens,"
            + " cost_nano_usd, human_interventions, unique_users, unique_users_exact, exact, first_seen, last_seen, error_distribution, users)";
    private static final String UPSERT_DAYS = """
            INSERT INTO actor_days AS a SELECT * FROM rolled_days ORDER BY metric_date, service, environment, actor
            ON CONFLICT (metric_date, service, environment, actor) DO UPDATE SET
                (total_executions, successful_executions, failed_executions, latency_sum, latency_p50, latency_p95,
                 latency_p99, tokens, cost_nano_usd, human_interventions, unique_users, unique_users_exact, exact,
                 first_seen, last_seen, error_distribution, users, updated_at) =
                (excluded.total_executions, excluded.successful_executions, excluded.failed_executions,
                 excluded.latency_sum, excluded.latency_p50, excluded.latency_p95, excluded.latency_p99,
                 excluded.tokens, excluded.cost_nano_usd, excluded.human_interventions, excluded.unique_users,
                 excluded.unique_users_exact, excluded.exact, excluded.first_seen, excluded.last_seen,
                 excluded.error_distribution, excluded.users, now())
            WHERE (a.total_executions, a.failed_executions, a.latency_sum, a.latency_p50, a.latency_p95,
                   a.latency_p99, a.tokens, a.cost_nano_usd, a.human_interventions, a.exact, a.first_seen, a.last_seen,
                   a.error_distribution, a.users)
                IS DISTINCT FROM
                  (excluded.total_executions, excluded.failed_executions, excluded.latency_sum, excluded.latency_p50,
                   excluded.latency_p95, excluded.latency_p99, excluded.tokens, excluded.cost_nano_usd,
                   excluded.human_interventions, excluded.exact, excluded.first_seen, excluded.last_seen,
                   excluded.error_distribution, excluded.users)""";
    private static final String ANY_DAY = "SELECT FROM actor_days WHERE metric_date = ? LIMIT 1";
    private static final String DELETE_DAYS = """
            DELETE FROM actor_days a WHERE metric_date = ? AND NOT EXISTS (
                SELECT FROM rolled_days r WHERE (r.metric_date, r.service, r.environment, r.actor)
                    = (a.metric_date, a.service, a.environment, a.actor))""";
    private static final String READ_LATENCIES = """
            SELECT g.service, g.environment, g.dimension_value, a.p50, a.p95, a.p99, a.exact
            FROM aggregates a JOIN aggregate_groups g ON g.id = a.group_id
            WHERE a.granularity = 2 AND a.bucket_time = ? AND g.metric_name = 'execution_time_ms'
                AND g.dimension_type = 'actor'""";
    private static final double NANOS_PER_MILLI = 1e6;

    /** Makes these the rows of their spans, and the only ones. */
    void replaceHours(Connection connection, Map<Span, Map<ActorKey, ActorFold>> spans) throws SQLException {
        if (isEmpty(connection, spans.keySet())) {
            rowsOf(spans).copyInto(connection, "actor_hours");
            return;
        }
        upsertHours(connection, spans);
        try (PreparedStatement statement = connection.prepareStatement(DELETE_HOURS)) {
            for (Span span : spans.keySet()) {
                statement.setTimestamp(1, Timestamp.from(span.start()));
                statement.executeUpdate();
            }
        }
    }

    /** Adds these to the rows of their spans. */
    void mergeHours(Connection connection, Map<Span, Map<ActorKey, ActorFold>> more) throws SQLException {
        Map<Span, Map<ActorKey, ActorFold>> merged = new HashMap<>();
        for (Map.Entry<Span, Map<ActorKey, ActorFold>> entry : more.entrySet()) {
            Map<ActorKey, ActorFold> actors = readHours(connection, entry.getKey());
            entry.getValue()
                    .forEach((key, fold) -> actors.computeIfAbsent(key, ignored -> new ActorFold())
                            .merge(fold));
            merged.put(entry.getKey(), actors);
        }
        upsertHours(connection, merged);
    }

    private static void upsertHours(Connection connection, Map<Span, Map<ActorKey, ActorFold>> spans)
            throws SQLException {
        CopyText rows = rowsOf(spans);
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE_HOURS);
            rows.copyInto(connection, "rolled_actors");
            statement.execute(UPSERT_HOURS);
        }
    }

    private static boolean isEmpty(Connection connection, Set<Span> spans) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANY_HOUR)) {
            for (Span span : spans) {
                statement.setTimestamp(1, Timestamp.from(span.start()));
                if (statement.executeQuery().next()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static CopyText rowsOf(Map<Span, Map<ActorKey, ActorFold>> spans) {
        CopyText rows = new CopyText();
        spans.forEach((span, actors) -> actors.forEach((key, fold) -> addHour(rows, span.start(), key, fold)));
        return rows;
    }

    private static void addHour(CopyText rows, Instant start, ActorKey key, ActorFold fold) {
        rows.add(start).add(key.service()).add(key.environment()).add(key.actor());
        rows.add(fold.total()).add(fold.failed());
        rows.add(fold.latency().sum())
                .add(fold.latency().min())
                .add(fold.latency().max());
        rows.add(fold.tokens()).add(fold.interventions()).add(fold.cost().value());
        rows.add(fold.firstSeen()).add(fold.lastSeen());
        rows.add(fold.latency().sketch().encode())
                .add(users(fold))
                .add(FlatJson.of(fold.errors()))
                .endRow();
    }

    /** Merges the hours of a day into that day's rows; percentiles are those of the day's facts, stored before. */
    void mergeDay(Connection connection, LocalDate date, Span day) throws SQLException {
        Map<ActorKey, ActorFold> hours = readHours(connection, day);
        if (hours.isEmpty() && !hasDay(connection, date)) {
            return;
        }
        CopyText rows = new CopyText();
        Map<ActorKey, Latencies> latencies = readLatencies(connection, day);
        hours.forEach(
                (key, fold) -> addDay(rows, date, key, fold, latencies.getOrDefault(key, Latencies.estimated(fold))));
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE_DAYS);
            statement.execute("TRUNCATE rolled_days");
            rows.copyInto(connection, "rolled_days " + DAY_COLUMNS);
            statement.execute(UPSERT_DAYS);
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE_DAYS)) {
            statement.setObject(1, date);
            statement.executeUpdate();
        }
    }

    private static boolean hasDay(Connection connection, LocalDate date) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANY_DAY)) {
            statement.setObject(1, date);
            return statement.executeQuery().next();
        }
    }

    private static Map<ActorKey, ActorFold> readHours(Connection connection, Span day) throws SQLException {
        Map<ActorKey, ActorFold> actors = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(READ_HOURS)) {
            statement.setTimestamp(1, Timestamp.from(day.start()));
            statement.setTimestamp(2, Timestamp.from(day.end()));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ActorKey key = new ActorKey(rows.getString(1), rows.getString(2), rows.getString(3));
                actors.computeIfAbsent(key, ignored -> new ActorFold()).merge(stored(rows));
            }
        }
        return actors;
    }

    private static ActorFold stored(ResultSet row) throws SQLException {
        byte[] users = row.getBytes(12);
        ActorFold fold = ActorFold.of(
                Summary.of(row.getLong(5), row.getLong(6), row.getLong(7), Sketch.decode(row.getBytes(11))),
                users == null ? new DistinctCount() : DistinctCount.decode(users),
                FlatJson.numbers(row.getString(13)),
                row.getLong(4),
                row.getTimestamp(14).toInstant(),
                row.getTimestamp(15).toInstant());
        fold.use(row.getLong(8), 0, row.getLong(9));
        fold.cost().add(row.getBigDecimal(10).toBigIntegerExact());
        return fold;
    }

    private static Map<ActorKey, Latencies> readLatencies(Connection connection, Span day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_LATENCIES)) {
            statement.setTimestamp(1, Timestamp.from(day.start()));
            Map<ActorKey, Latencies> latencies = new HashMap<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                latencies.put(
                        new ActorKey(rows.getString(1), rows.getString(2), rows.getString(3)),
                        new Latencies(rows.getDouble(4), rows.getDouble(5), rows.getDouble(6), rows.getBoolean(7)));
            }
            return latencies;
        }
    }

    private static void addDay(CopyText rows, LocalDate date, ActorKey key, ActorFold fold, Latencies latencies) {
        rows.add(date).add(key.service()).add(key.environment()).add(key.actor());
        rows.add(fold.total()).add(fold.total() - fold.failed()).add(fold.failed());
        rows.add(fold.latency().sum());
        rows.add(latencies.p50()).add(latencies.p95()).add(latencies.p99());
        rows.add(fold.tokens()).add(fold.cost().value()).add(fold.interventions());
        rows.add(fold.users().estimate()).add(fold.users().isExact()).add(latencies.exact());
        rows.add(fold.firstSeen()).add(fold.lastSeen());
        rows.add(FlatJson.of(fold.errors())).add(users(fold)).endRow();
    }

    private static byte @Nullable [] users(ActorFold fold) {
        return fold.users().isEmpty() ? null : fold.users().encode();
    }

    /** Percentiles in ms. Immutable. */
    private record Latencies(double p50, double p95, double p99, boolean exact) {
        /** Where the day's facts are forgotten. */
        static Latencies estimated(ActorFold fold) {
            return new Latencies(
                    fold.latency().quantile(0.5) / NANOS_PER_MILLI,
                    fold.latency().quantile(0.95) / NANOS_PER_MILLI,
                    fold.latency().quantile(0.99) / NANOS_PER_MILLI,
                    false);
        }
    }

    /** An actor of a service and environment. Immutable. */
    record ActorKey(String service, String environment, String actor) {}
}
