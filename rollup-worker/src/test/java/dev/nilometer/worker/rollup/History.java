package dev.nilometer.worker.rollup;

import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes random records as an agent would: by the v1 functions, as rows, as sketch rows or late. Each
 * single value is also kept in tables of the test, written in the same transaction, for the oracle. The same seed gives the same records. One thread.
 */
public final class History {
    private static final List<SeriesKey> SERIES = series();
    private static final List<String> ACTORS = List.of("triage", "extract", "a,b:c\\d \"ü\"");
    private static final List<String> QUEUES = List.of("inbox", "");
    private static final List<String> ERRORS = List.of("TimeoutError", "Käse", "tab\terror");
    private static final String SAMPLE_COLUMNS = "at timestamptz, value bigint, series_id int, stream_no int";
    private static final String EXECUTION_COLUMNS =
            "at timestamptz, latency_ns bigint, wait_ns bigint, id bigint, group_id int, tokens bigint,"
                    + " cost_nano_usd bigint, user_id text, human_intervention boolean, stream_no int";
    private static final String WRITTEN = ", sketched boolean";

    private final TestDatabase database;
    private final Random random;
    private final List<Stream> streams = new ArrayList<>();
    private long executionId;

    public History(TestDatabase database, long seed) {
        this.database = database;
        this.random = new Random(seed);
        database.execute("CREATE TABLE IF NOT EXISTS written_samples"
                + " (LIKE sample_rows INCLUDING DEFAULTS, sketched boolean NOT NULL);"
                + " CREATE TABLE IF NOT EXISTS written_executions"
                + " (LIKE execution_rows INCLUDING DEFAULTS, sketched boolean NOT NULL)");
        for (String service : List.of("mail", "billing")) {
            for (String environment : List.of("prod", "test")) {
                streams.add(new Stream(service, environment));
            }
        }
    }

    private static List<SeriesKey> series() {
        List<SeriesKey> series = new ArrayList<>();
        for (String actor : List.of("triage", "extract")) {
            for (String outcome : List.of("success", "failed")) {
                for (String stage : List.of("parse", "score", "sch,win:d\\el")) {
                    series.add(SeriesKey.of(
                            MetricType.PROCESSING_TIME, "actor", actor, "stage", stage, "outcome", outcome));
                }
            }
            series.add(SeriesKey.of(MetricType.COST_USD, "actor", actor, "model", "m1"));
        }
        series.add(SeriesKey.of(MetricType.QUEUE_DEPTH, "queue", "inbox"));
        series.add(SeriesKey.of(MetricType.QUEUE_DEPTH, "queue", "out\nbox\t'x'"));
        series.add(SeriesKey.of(MetricType.EVENT, "event", "a"));
        series.add(SeriesKey.of(MetricType.EVENT, "event", "a", "reason", "b"));
        series.add(SeriesKey.of(MetricType.EVENT, "event", "c"));
        series.add(SeriesKey.of(MetricType.CONFIDENCE_SCORE, "bucket", "high"));
        series.add(SeriesKey.named("basket_eur"));
        series.add(SeriesKey.named("basket_eur", "shop", "de"));
        series.add(SeriesKey.named("lonely"));
        series.add(SeriesKey.named("pair", "actor", "x", "stage", "y"));
        return series;
    }

    /** Records that keep their rows, in the span, with their ledger. */
    public void rows(Span span, int samples, int executions) {
        write(span, samples, executions, Way.ROWS);
    }

    /** Records inside sketch rows, in the span, with their ledger. */
    public void sketches(Span span, int samples, int executions) {
        write(span, samples, executions, Way.SKETCHES);
    }

    /** As an agent writes them: late as soon as their day is closed. */
    public void rowsAsAnAgent(Span span, int samples, int executions) {
        asAnAgent(span, samples, executions, Way.ROWS, Way.LATE_ROWS);
    }

    /** Likewise, inside sketch rows. */
    public void sketchesAsAnAgent(Span span, int samples, int executions) {
        asAnAgent(span, samples, executions, Way.SKETCHES, Way.LATE_SKETCHES);
    }

    private void asAnAgent(Span span, int samples, int executions, Way way, Way late) {
        try {
            write(span, samples, executions, way);
        } catch (IllegalStateException e) {
            boolean closed = e.getCause() instanceof SQLException refused && "23514".equals(refused.getSQLState());
            if (!closed) {
                throw e;
            }
            write(span, samples, executions, late);
        }
    }

    /** Records that come too late: as rows and as sketch rows, and in no ledger. */
    public void late(Span span, int samples, int executions) {
        write(span, samples, executions, Way.LATE_ROWS);
        write(span, samples, executions, Way.LATE_SKETCHES);
    }

    /** How many records the database holds. */
    public long records() {
        return Long.parseLong(String.valueOf(database.value("SELECT (SELECT count(*) FROM sample_rows)"
                + " + (SELECT count(*) FROM execution_rows) + (SELECT coalesce(sum(count), 0) FROM sample_sketches)"
                + " + (SELECT coalesce(sum(count), 0) FROM execution_sketches)")));
    }

    private void write(Span span, int samples, int executions, Way way) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SET search_path = nilometer");
            for (Stream stream : streams) {
                stream.write(connection, span, samples / streams.size(), executions / streams.size(), way);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long value() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(5);
            case 1 -> random.nextInt(1_000_000);
            default -> (long) Math.exp(random.nextDouble() * 25);
        };
    }

    private enum Way {
        ROWS(""),
        SKETCHES(""),
        LATE_ROWS("late_"),
        LATE_SKETCHES("late_");

        private final String prefix;

        Way(String prefix) {
            this.prefix = prefix;
        }

        boolean sketched() {
            return this == SKETCHES || this == LATE_SKETCHES;
        }
    }

    /** One agent. */
    private final class Stream {
        private final UUID id = new UUID(random.nextLong(), random.nextLong());
        private final Integer[] series;
        private final Integer[] groups;
        private final String number;

        Stream(String service, String environment) {
            number = String.valueOf(database.value("SELECT stream_no FROM v1_hello('" + id + "', '" + service + "', '"
                    + environment + "', '" + service + ":1', 'host', 1, '1', '1', '2026-01-01Z')"));
            series = ids(
                    "v1_series",
                    List.of(
                            SERIES.stream().map(SeriesKey::metric).toList(),
                            SERIES.stream().map(SeriesKey::labelsKey).toList(),
                            SERIES.stream().map(key -> json(key.labels())).toList()));
            groups = groups();
        }

        private Integer[] groups() {
            List<List<String>> columns =
                    List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (String actor : ACTORS) {
                for (String queue : QUEUES) {
                    addGroup(columns, actor, queue, "success", "");
                    ERRORS.forEach(error -> addGroup(columns, actor, queue, "failed", error));
                }
            }
            return ids("v1_groups", columns);
        }

        private static void addGroup(List<List<String>> columns, String... names) {
            for (int i = 0; i < names.length; i++) {
                columns.get(i).add(names[i]);
            }
        }

        private Integer[] ids(String function, List<List<String>> columns) {
            String marks = ", ?".repeat(columns.size());
            try (Connection connection = database.connect();
                    PreparedStatement statement =
                            connection.prepareStatement("SELECT nilometer." + function + "(?" + marks + ")")) {
                statement.setObject(1, id);
                for (int i = 0; i < columns.size(); i++) {
                    statement.setArray(
                            i + 2,
                            connection.createArrayOf("text", columns.get(i).toArray()));
                }
                var row = statement.executeQuery();
                row.next();
                return (Integer[]) row.getArray(1).getArray();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void write(Connection connection, Span span, int samples, int executions, Way way) throws SQLException {
            Map<Instant, long[]> hours = new TreeMap<>();
            List<Object[]> sampleRows = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                Instant at = at(span, hours, way);
                sampleRows.add(new Object[] {at.toString(), value(), pick(series), number});
            }
            List<Object[]> executionRows = new ArrayList<>();
            for (int i = 0; i < executions; i++) {
                executionRows.add(execution(at(span, hours, way)));
            }
            if (way.sketched()) {
                SketchWriter.samples(connection, way.prefix, sampleRows);
                SketchWriter.executions(connection, way.prefix, executionRows);
            }
            if (!way.sketched()) {
                Bulk.insert(connection, way.prefix + "sample_rows", SAMPLE_COLUMNS, sampleRows);
                Bulk.insert(connection, way.prefix + "execution_rows", EXECUTION_COLUMNS, executionRows);
            }
            Bulk.insert(connection, "written_samples", SAMPLE_COLUMNS + WRITTEN, marked(sampleRows, way));
            Bulk.insert(connection, "written_executions", EXECUTION_COLUMNS + WRITTEN, marked(executionRows, way));
            commit(connection, hours);
        }

        private static List<Object[]> marked(List<Object[]> rows, Way way) {
            List<Object[]> marked = new ArrayList<>();
            for (Object[] row : rows) {
                Object[] wider = Arrays.copyOf(row, row.length + 1);
                wider[row.length] = way.sketched();
                marked.add(wider);
            }
            return marked;
        }

        private Object[] execution(Instant at) {
            boolean user = random.nextInt(3) > 0;
            return new Object[] {
                at.toString(),
                value(),
                random.nextInt(3) == 0 ? null : value(),
                ++executionId,
                pick(groups),
                (long) random.nextInt(3) * random.nextInt(5_000),
                (long) random.nextInt(2) * random.nextInt(2_000_000_000),
                user ? "u-" + random.nextInt(40) : null,
                random.nextInt(10) == 0,
                number
            };
        }

        private Integer pick(Integer[] ids) {
            return ids[random.nextInt(ids.length)];
        }

        private Instant at(Span span, Map<Instant, long[]> hours, Way way) {
            long micros = ChronoUnit.MICROS.between(span.start(), span.end());
            Instant at = span.start().plus((long) (random.nextDouble() * micros), ChronoUnit.MICROS);
            if (way.prefix.isEmpty()) {
                hours.computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), hour -> new long[2])[way.sketched() ? 1 : 0]++;
            }
            return at;
        }

        private long position(Connection connection) throws SQLException {
            var row = connection.createStatement().executeQuery("SELECT v1_position('" + id + "')");
            row.next();
            return row.getLong(1);
        }

        private void commit(Connection connection, Map<Instant, long[]> hours) throws SQLException {
            Object[] rows = hours.values().stream().map(counts -> counts[0]).toArray();
            Object[] sketched = hours.values().stream().map(counts -> counts[1]).toArray();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT * FROM v1_commit(?, ?, ?, ?::timestamptz[], ?, ?, '{}')")) {
                statement.setObject(1, id);
                long position = position(connection);
                statement.setLong(2, position);
                statement.setLong(3, position + 1);
                statement.setArray(
                        4,
                        connection.createArrayOf(
                                "text",
                                hours.keySet().stream().map(Instant::toString).toArray()));
                statement.setArray(5, connection.createArrayOf("bigint", rows));
                statement.setArray(6, connection.createArrayOf("bigint", sketched));
                statement.execute();
            }
        }
    }

    private static String json(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> quoted(label.getKey()) + ":" + quoted(label.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                + '"';
    }
}
