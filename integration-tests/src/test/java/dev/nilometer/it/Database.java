package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own for each test, migrated by the worker's jar, in one real PostgreSQL that the first test starts
 * (durable, as in production) and the JVM's end stops. Register it with {@code @RegisterExtension}.
 */
public final class Database implements BeforeEachCallback {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres ONLY = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final boolean migrated;
    private String name = "";

    private Database(boolean migrated) {
        this.migrated = migrated;
    }

    /** With the schema in it. */
    public static Database migrated() {
        return new Database(true);
    }

    /** Without a schema; {@link #migrate} makes it when the test says so. */
    public static Database empty() {
        return new Database(false);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        name = "story_" + COUNT.incrementAndGet();
        execute("postgres", "create database " + name);
        if (migrated) {
            migrate();
        }
    }

    /** The JDBC URL of this test's database. */
    public String url() {
        return Server.ONLY.getJdbcUrl("postgres", name);
    }

    /** The agent's options for this database; the role owns everything. */
    public String agentOptions() {
        return "db.url=" + url() + ";db.user=postgres";
    }

    /** Makes a role of all rights whose password the server asks for, which it asks nobody else. */
    public void createRoleWithPassword(String role, String password) {
        execute("create role " + role + " superuser login password '" + password + "'");
        Path rules = Path.of(rows("show hba_file").get(0).get(0));
        try {
            Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("select pg_reload_conf()");
    }

    /** Runs {@code nilometer-worker migrate}, with further arguments. */
    public void migrate(String... arguments) {
        assertThat(worker("migrate", arguments).stderr())
                .as("stderr of migrate")
                .isEmpty();
    }

    /** Runs a command of the worker's jar to its good end. */
    public HostJvm worker(String command, String... arguments) {
        HostJvm.Builder worker = HostJvm.runningJar(BuiltJars.worker()).argument(command);
        for (String argument : List.of("--db-url", url(), "--db-user", "postgres")) {
            worker.argument(argument);
        }
        for (String argument : arguments) {
            worker.argument(argument);
        }
        HostJvm ended = worker.run();
        assertThat(ended.awaitExit())
                .as("exit code of %s: %s", command, ended.stderr())
                .isZero();
        return ended;
    }

    /** Executes a statement. */
    public void execute(String sql) {
        execute(name, sql);
    }

    /** The one number that a query gives; 0 for null. */
    public long number(String sql) {
        return Long.parseLong(
                rows("select coalesce((" + sql + ")::bigint, 0)").get(0).get(0));
    }

    /** All rows of a query, as texts; null becomes "null". */
    public List<List<String>> rows(String sql) {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(found.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(Server.ONLY.getJdbcUrl("postgres", database), "postgres", "");
    }
}
