package dev.nilometer.worker.rollup;

import dev.nilometer.worker.schema.Migration;
import dev.nilometer.worker.schema.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Measures the built jar: {@code RollupBenchmark JDBC-URL USER JAR ROWS} fills a schema of its own with one day of 200
 * series, runs {@code rollup} three times from nothing, as a process, and says beside it what bare percentile_cont
 * takes for one dimension of the same rows. Run it on a machine with nothing else to do.
 */
final class RollupBenchmark {
    private static final String SCHEMA = "rollup_benchmark";
    private static final int RUNS = 3;

    /** $rows rows, evenly over a day, values over fourteen doublings. */
    private static final String FILL = """
            SELECT day_partitions(ARRAY['2026-11-10'::date]);
            SELECT v1_hello('11111111-1111-1111-1111-111111111111', 's', 'e', 'i', 'h', 1, '1', '1', now());
            SELECT v1_series('11111111-1111-1111-1111-111111111111', array_agg('processing_time_ms'::text),
                array_agg(format('actor:a%s,outcome:%s,stage:s%s', a, o, s)),
                array_agg(jsonb_build_object('actor', 'a' || a, 'outcome', o, 'stage', 's' || s)::text))
            FROM generate_series(1, 10) a, generate_series(1, 10) s, unnest(ARRAY['success', 'failed']) o;
            SELECT setseed(0.5);
            INSERT INTO sample_rows (at, value, series_id, stream_no)
            SELECT '2026-11-10 00:00Z'::timestamptz + i * (interval '24 hours' / $rows),
                   (exp(random() * 10) * 1e5)::bigint, 1 + (random() * 199)::int, 1
            FROM generate_series(0, $rows - 1) i;
            INSERT INTO ledger (hour, rows, sketched, stream_no)
            SELECT date_trunc('hour', at, 'UTC'), count(*), 0, 1 FROM sample_rows GROUP BY 1""";

    private static final String BARE = """
            SELECT labels ->> 'actor', date_trunc('$span', at, 'UTC'), count(*), sum(value), min(value), max(value),
                percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY value / 1e6::float8)
            FROM sample_rows s JOIN series d ON d.id = s.series_id GROUP BY 1, 2""";

    private RollupBenchmark() {}

    /** Prints seconds. */
    public static void main(String[] args) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(args[0]);
        source.setUser(args[1]);
        execute(source, "DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        new Migration(source, new SchemaName(SCHEMA)).run();
        execute(source, FILL.replace("$rows", args[3]));
        execute(source, "VACUUM ANALYZE sample_rows");
        for (int run = 0; run < RUNS; run++) {
            execute(
                    source,
                    "TRUNCATE aggregates, aggregate_groups, actor_hours, actor_days, period_state, bucket_state");
            execute(source, "CHECKPOINT");
            rollUp(args);
        }
        for (String span : List.of("day", "hour")) {
            long start = System.nanoTime();
            execute(source, BARE.replace("$span", span));
            print("percentile_cont of one dimension by " + span, start);
        }
        execute(source, "DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    private static void rollUp(String[] args) throws Exception {
        long start = System.nanoTime();
        List<String> command = List.of(
                "java", "-jar", args[2], "rollup", "--db-url", args[0], "--db-user", args[1], "--db-schema", SCHEMA);
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        print("with the start of its JVM, exit " + exit, start);
    }

    private static void execute(PGSimpleDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + SCHEMA);
            statement.execute(sql);
        }
    }

    private static void print(String what, long startNanos) {
        System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, (System.nanoTime() - startNanos) / 1e9);
    }
}
