package dev.nilometer.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent talks to while it is measured: a durable PostgreSQL with the schema in it, and somebody who scrapes the
 * endpoint of whichever fork runs, once a second. Owned by the thread that started it.
 */
final class BenchmarkServer implements AutoCloseable {
    private static final String WORKER = "rollup-worker/target/nilometer-worker.jar";
    private static final long SCRAPE_MILLIS = 1_000;

    private final EmbeddedPostgres postgres;
    private final int port;
    private final Path spool;
    private final Thread scraper;

    private BenchmarkServer(EmbeddedPostgres postgres, int port, Path spool) {
        this.postgres = postgres;
        this.port = port;
        this.spool = spool;
        this.scraper = new Thread(this::scrapeForEver, "scraper");
        scraper.setDaemon(true);
    }

    static BenchmarkServer start() throws IOException, InterruptedException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        BenchmarkServer server =
                new BenchmarkServer(postgres, freePort(), Files.createTempDirectory("nilometer-benchmarks"));
        server.worker("migrate");
        server.worker("settings", "raw_max_bytes=0"); // else the database's share of rows wins
        server.scraper.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private void worker(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-jar", Benchmarks.built(WORKER).toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--db-url", url(), "--db-user", "postgres"));
        if (new ProcessBuilder(line).inheritIO().start().waitFor() != 0) {
            throw new IOException("the worker's " + command[0] + " failed");
        }
    }

    /** Options for an agent that uses all of this. */
    String agentOptions() {
        return "service=benchmarks;db.url=" + url() + ";db.user=postgres;http.port=" + port + ";spool.dir=" + spool;
    }

    private void scrapeForEver() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                HttpURLConnection asked = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/metrics")
                        .toURL()
                        .openConnection();
                asked.setConnectTimeout(500);
                asked.setReadTimeout(5_000);
                try (var answer = asked.getInputStream()) {
                    answer.transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException betweenTwoForks) {
                // the next one will be there soon
            }
            try {
                Thread.sleep(SCRAPE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        scraper.interrupt();
        postgres.close();
    }
}
