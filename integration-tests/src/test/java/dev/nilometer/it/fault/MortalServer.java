package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A durable PostgreSQL of its own that can be killed with SIGKILL and started again where it was, on the same port, with
 * the schema in it. One test thread; close it.
 */
final class MortalServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private EmbeddedPostgres postgres;

    private MortalServer(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    static MortalServer migrated(Path folder) throws IOException {
        MortalServer server = new MortalServer(folder, start(folder, 0));
        server.worker("migrate");
        return server;
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    String agentOptions() {
        return "db.url=" + url() + ";db.user=postgres";
    }

    /** Runs a command of the worker's jar to its good end; returns what it printed last. */
    String worker(String command, String... arguments) {
        HostJvm.Builder worker = HostJvm.runningJar(BuiltJars.worker()).argument(command);
        worker.argument("--db-url").argument(url()).argument("--db-user").argument("postgres");
        for (String argument : arguments) {
            worker.argument(argument);
        }
        HostJvm ended = worker.run();
        assertThat(ended.awaitExit()).as("%s: %s", command, ended.stderr()).isZero();
        return ended.stdout().get(ended.stdout().size() - 1);
    }

    /** SIGKILL to the postmaster; its children end as they notice. */
    void kill() throws IOException, InterruptedException {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Starts it again; its memory may still be held by a child of the killed one for a moment. */
    void startAgain() {
        int port = postgres.getPort();
        Awaitility.await("started again").atMost(PATIENCE).until(() -> {
            try {
                postgres.close();
                postgres = start(folder, port);
                return true;
            } catch (IOException | IllegalStateException notYet) {
                return false;
            }
        });
    }

    long number(String sql) {
        try (Connection connection = DriverManager.getConnection(url() + "?user=postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce((" + sql + ")::bigint, 0)")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
