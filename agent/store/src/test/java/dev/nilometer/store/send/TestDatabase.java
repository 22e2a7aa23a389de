package dev.nilometer.store.send;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** One real PostgreSQL (fsync on) for all tests of the JVM; each test has a schema of its own, made by the real scripts. */
final class TestDatabase {
    static final String AGENT = "agent_of_tests";

    private static final Path SCRIPTS =
            Path.of("..", "..", "rollup-worker", "src", "main", "resources", "dev", "nilometer", "worker", "schema");
    private static EmbeddedPostgres server;
    private static int schemas;

    private final String schema;

    private TestDatabase(String schema) {
        this.schema = schema;
    }

    /** A database whose schema is still missing. */
    static synchronized TestDatabase empty() {
        return new TestDatabase("store_" + ++schemas);
    }

    /** A database with the schema in it. */
    static TestDatabase migrated() {
        TestDatabase database = empty();
        database.migrate();
        return database;
    }

    /** Runs the real scripts in the order that the worker's tool would take. */
    void migrate() {
        execute("CREATE SCHEMA " + schema);
        for (Path script : scripts()) {
            run(script);
        }
        execute("DO $$ BEGIN CREATE ROLE " + AGENT + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        run(SCRIPTS.resolve("agent_grants.sql"));
    }

    private static List<Path> scripts() {
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            files.filter(file -> file.getFileName().toString().matches("[VR]_?\\d*_.*"))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString().startsWith("R"))
                            .thenComparing(file -> file.getFileName().toString()))
                    .forEach(scripts::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return scripts;
    }

    private void run(Path script) {
        try {
            String sql = Files.readString(script).replace("${schema}", schema).replace("${role}", AGENT);
            try (Connection owner = owner();
                    Statement statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute(sql);
                owner.commit();
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(script.getFileName() + ": " + e.getMessage(), e);
        }
    }

    String schema() {
        return schema;
    }

    static synchronized int port() {
        return server().getPort();
    }

    static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }

    Connection owner() throws SQLException {
        return new Driver()
                .connect("jdbc:postgresql://localhost:" + port() + "/postgres?user=postgres", new Properties());
    }

    void execute(String sql) {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql.replace("${schema}", schema));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The first column of the first row. */
    String text(String sql) {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql.replace("${schema}", schema))) {
            return row.next() ? row.getString(1) : "none";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    SendSettings settings() {
        return settings(port());
    }

    SendSettings settings(int port) {
        return SendSettings.builder(DatabaseUrl.of("jdbc:postgresql://localhost:" + port + "/postgres"))
                .user(AGENT)
                .schema(schema)
                .intervalMillis(20)
                .build();
    }
}
