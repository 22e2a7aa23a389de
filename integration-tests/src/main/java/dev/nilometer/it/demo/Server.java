package dev.nilometer.it.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real PostgreSQL whose data survives: fsync and synchronous_commit on, on the loopback interface. One thread.
 */
final class Server implements AutoCloseable {
    private static final int FAVOURITE_PORT = 54329;
    private static final Duration START = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts the server on this folder, which is made if it is missing. A server left there by a kill is stopped first. */
    static Server start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("postgresql");
        Files.createDirectories(folder);
        stopLeftOver(data);
        return new Server(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("server").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setPort(Ports.freeOr(FAVOURITE_PORT))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
    }

    private static void stopLeftOver(Path data) throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        ProcessHandle left = ProcessHandle.of(pid).orElse(null);
        if (left == null || !left.info().command().orElse("").contains("postgres")) {
            return;
        }
        // SIGINT asks PostgreSQL for its fast shutdown; SIGTERM would wait for its clients.
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
        try {
            left.onExit().get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a PostgreSQL left behind (process " + pid + ") does not stop", e);
        }
    }

    /** The address for JDBC, without user. */
    String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    /** The line that opens a psql there. */
    String psql() {
        return "psql -h localhost -p " + postgres.getPort() + " -U postgres postgres";
    }

    Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
