package dev.nilometer.worker.retention;

import dev.nilometer.worker.schema.Migration;
import dev.nilometer.worker.schema.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Measures the built jar: {@code PurgeBenchmark JDBC-URL USER JAR ROWS} fills a day of 40 days ago in a schema of its own,
 * rolls it up, and purges it as a process, while somebody stores 500 rows of today again and again, each time in a
 * transaction of its own. Prints how long the purge took, the slowest of those transactions and the WAL written. Run it on
 * a machine with nothing else to do.
 */
final class PurgeBenchmark {
    private static final String SCHEMA = "purge_benchmark";

    private static final String FILL = """
            SELECT v1_hello('11111111-1111-1111-1111-111111111111', 's', 'e', 'i', 'h', 1, '1', '1', now());
            SELECT day_partitions(ARRAY[current_date - 40]);
            SELECT v1_series('11111111-1111-1111-1111-111111111111', array_agg('processing_time_ms'::text),
                array_agg('stage:s' || s), array_agg(jsonb_build_object('stage', 's' || s)::text))
            FROM generate_series(1, 200) s;
            INSERT INTO sample_rows (at, value, series_id, stream_no)
                SELECT (current_date - 40)::timestamp AT TIME ZONE 'UTC' + i * (interval '24 hours' / $rows),
                    (exp(random() * 10) * 1e5)::bigint, 1 + (random() * 199)::int, 1
                FROM generate_series(0, $rows - 1) i;
            INSERT INTO ledger (hour, rows, sketched, stream_no)
                SELECT date_trunc('hour', at, 'UTC'), count(*), 0, 1 FROM sample_rows GROUP BY 1""";

    private static final String WRITE = "INSERT INTO sample_rows (at, value, series_id, stream_no)"
            + " SELECT now(), i, 1, 1 FROM generate_series(1, 500) i";

    private PurgeBenchmark() {}

    /** Prints seconds and milliseconds. */
    public static void main(String[] args) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(args[0]);
        source.setUser(args[1]);
        source.setCurrentSchema(SCHEMA);
        execute(source, "DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        new Migration(source, new SchemaName(SCHEMA)).run();
        execute(source, FILL.replace("$rows", args[3]));
        execute(source, "VACUUM ANALYZE sample_rows");
        work(args, "rollup");
        execute(source, "CHECKPOINT");
        try (Writer calm = new Writer(source)) {
            Thread.sleep(3_000);
            System.out.printf(
                    Locale.ROOT, "undisturbed, the slowest of %d writes: %.1f ms%n", calm.writes.get(), calm.slowest());
        }
        long wal = wal(source);
        try (Writer writer = new Writer(source)) {
            double seconds = work(args, "purge");
            System.out.printf(
                    Locale.ROOT,
                    "purge with the start of its JVM: %.2f s; the slowest of %d writes of today: %.1f ms%n",
                    seconds,
                    writer.writes.get(),
                    writer.slowest());
        }
        System.out.printf(Locale.ROOT, "WAL with the writer's: %.1f MB%n", (wal(source) - wal) / 1e6);
        execute(source, "DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    private static double work(String[] args, String command) throws Exception {
        long start = System.nanoTime();
        List<String> words = List.of(
                "java", "-jar", args[2], command, "--db-url", args[0], "--db-user", args[1], "--db-schema", SCHEMA);
        new ProcessBuilder(words).inheritIO().start().waitFor();
        return (System.nanoTime() - start) / 1e9;
    }

    private static long wal(PGSimpleDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(PGSimpleDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stores rows of today until it is closed, on a thread of its own. */
    private static final class Writer implements AutoCloseable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final Thread thread;
        private volatile long slowestNanos;
        private final AtomicInteger writes = new AtomicInteger();

        Writer(PGSimpleDataSource source) {
            this.thread = new Thread(() -> write(source), "writer");
            thread.start();
        }

        private void write(PGSimpleDataSource source) {
            try (Connection connection = source.getConnection();
                    PreparedStatement write = connection.prepareStatement(WRITE)) {
                write.executeUpdate();
                while (!stop.get()) {
                    long start = System.nanoTime();
                    write.executeUpdate();
                    long nanos = System.nanoTime() - start;
                    if (nanos > slowestNanos) {
                        slowestNanos = nanos;
                    }
                    writes.incrementAndGet();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        double slowest() {
            return slowestNanos / 1e6;
        }

        @Override
        public void close() throws InterruptedException {
            stop.set(true);
            thread.join();
        }
    }
}
