package dev.nilometer.worker.rollup;

import dev.nilometer.model.MetricType;
import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import dev.nilometer.worker.rollup.ActorStore.ActorKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows and sketch rows of one span out of one snapshot and folds them. Used once, by one thread.
 */
final class HourReader {
    private static final long NONE = Long.MIN_VALUE;
    private final Connection connection;

    private final Dictionaries dictionaries;
    private final HourFold fold = new HourFold();
    private final Map<ActorKey, ActorFold> actors = new LinkedHashMap<>();
    private final Map<Integer, SeriesFold> bySeries = new HashMap<>();
    private final Map<Integer, ExecutionFolds> byGroup = new HashMap<>();
    private long records;

    HourReader(Connection connection, Dictionaries dictionaries) {
        this.connection = connection;
        this.dictionaries = dictionaries;
    }

    /** Reads all four kinds of rows of the span. */
    HourReader read(Span span) throws SQLException {
        String rows = within("at", span);
        String sketches = within("\"from\"", span);
        CopyOut.read(connection, "SELECT series_id, value FROM sample_rows WHERE " + rows, this::sample);
        CopyOut.read(
                connection,
                "SELECT group_id, latency_ns, wait_ns, tokens, cost_nano_usd, human_intervention, user_id"
                        + " FROM execution_rows WHERE " + rows,
                this::execution);
        CopyOut.read(
                connection,
                "SELECT series_id, sum, min, max, sketch FROM sample_sketches WHERE " + sketches,
                this::sampleSketch);
        CopyOut.read(
                connection,
                "SELECT group_id, latency_sum, latency_min, latency_max, latency_sketch, wait_sum, wait_min, wait_max,"
                        + " wait_sketch, tokens, cost_nano_usd, interventions, users FROM execution_sketches WHERE "
                        + sketches,
                this::executionSketch);
        return this;
    }

    /** What was folded. */
    HourFold fold() {
        return fold;
    }

    /** What each actor did. */
    Map<ActorKey, ActorFold> actors() {
        return actors;
    }

    /** Records read: rows, and records inside sketch rows; an execution is one. */
    long records() {
        return records;
    }

    /** Instants as constants: COPY takes no parameters, and these are ours. */
    private static String within(String column, Span span) {
        return column + " >= '" + literal(span.start()) + "' AND " + column + " < '" + literal(span.end()) + "'";
    }

    private static String literal(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void sample(CopyOut row) throws SQLException {
        int series = row.nextInt();
        long value = row.nextLong();
        SeriesFold target = bySeries.get(series);
        if (target == null) {
            target = seriesFold(series);
        }
        fold.add(target, value);
        records++;
    }

    private SeriesFold seriesFold(int series) throws SQLException {
        SeriesFold target = bySeries.get(series);
        if (target == null) {
            target = fold.of(dictionaries.series(connection, series));
            bySeries.put(series, target);
        }
        return target;
    }

    private void execution(CopyOut row) throws SQLException {
        ExecutionFolds target = executionFolds(row.nextInt());
        long latency = row.nextLong();
        long wait = row.nextLong(NONE);
        long tokens = row.nextLong();
        long cost = row.nextLong();
        fold.add(target.latency, latency);
        fold.add(target.tokens, tokens);
        fold.add(target.cost, cost);
        if (wait != NONE) {
            fold.add(target.waits(fold), wait);
        }
        target.actor.add(target.group, latency);
        target.actor.use(tokens, cost, row.nextBoolean() ? 1 : 0);
        target.actor.user(row.nextText());
        records++;
    }

    private void sampleSketch(CopyOut row) throws SQLException {
        SeriesFold target = seriesFold(row.nextInt());
        long sum = row.nextLong();
        long min = row.nextLong();
        long max = row.nextLong();
        Sketch sketch = sketch(row.nextBytes());
        target.addSketched(sketch, sum, min, max);
        records += sketch.count();
    }

    private void executionSketch(CopyOut row) throws SQLException {
        ExecutionFolds target = executionFolds(row.nextInt());
        Summary latency = summary(row);
        Summary waits = summary(row);
        long tokens = row.nextLong();
        long cost = row.nextLong();
        addSummary(target.latency, latency);
        if (waits.count() > 0) {
            addSummary(target.waits(fold), waits);
        }
        target.actor.addSketched(target.group, latency);
        target.actor.use(tokens, cost, row.nextLong());
        target.actor.mergeUsers(row.nextBytes());
        records += latency.count();
    }

    private static void addSummary(SeriesFold target, Summary summary) {
        target.addSketched(summary.sketch(), summary.sum(), summary.min(), summary.max());
    }

    private static Summary summary(CopyOut row) throws SQLException {
        long sum = row.nextLong();
        long min = row.nextLong();
        long max = row.nextLong();
        return Summary.of(sum, min, max, sketch(row.nextBytes()));
    }

    private static Sketch sketch(byte @Nullable [] bytes) throws SQLException {
        try {
            return bytes == null ? new Sketch() : Sketch.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new SQLException("a sketch row that cannot be read: " + e.getMessage(), e);
        }
    }

    private ExecutionFolds executionFolds(int number) throws SQLException {
        ExecutionFolds folds = byGroup.get(number);
        if (folds == null) {
            GroupInfo group = dictionaries.group(connection, number);
            ActorKey key = new ActorKey(group.service(), group.environment(), group.actor());
            folds = new ExecutionFolds(group, fold, actors.computeIfAbsent(key, ignored -> new ActorFold()));
            byGroup.put(number, folds);
        }
        return folds;
    }

    /** Where the executions of one group go; a wait's series exists only once there is a wait. */
    private static final class ExecutionFolds {
        private final GroupInfo group;
        private final ActorFold actor;
        private final SeriesFold latency;
        private final SeriesFold tokens;
        private final SeriesFold cost;

        ExecutionFolds(GroupInfo group, HourFold fold, ActorFold actor) {
            this.group = group;
            this.actor = actor;
            this.latency = fold.of(SeriesInfo.ofExecutions(MetricType.EXECUTION_TIME, group));
            this.tokens = fold.of(SeriesInfo.ofExecutions(MetricType.EXECUTION_TOKENS, group));
            this.cost = fold.of(SeriesInfo.ofExecutions(MetricType.EXECUTION_COST, group));
        }

        SeriesFold waits(HourFold fold) {
            return fold.of(SeriesInfo.ofExecutions(MetricType.QUEUE_WAIT, group));
        }
    }
}
