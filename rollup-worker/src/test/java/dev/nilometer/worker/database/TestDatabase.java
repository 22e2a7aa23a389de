package dev.nilometer.worker.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database of its own for one test, reached as the owner or as any other role. Safe from several threads. */
public final class TestDatabase {
    private final EmbeddedPostgres postgres;
    private final String name;

    private TestDatabase(EmbeddedPostgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
    }

    static TestDatabase create(EmbeddedPostgres postgres, String name, String template) {
        new TestDatabase(postgres, "postgres").execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(postgres, name);
    }

    void drop() {
        new TestDatabase(postgres, "postgres").execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    /** Connections of the owner, who is also a superuser here. */
    public DataSource dataSource() {
        return postgres.getDatabase("postgres", name);
    }

    /** The address without user or password. */
    public String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name;
    }

    /** A new connection of the owner. */
    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** A new connection of another role, which the local server lets in without a password. */
    public Connection connect(String role) throws SQLException {
        return postgres.getDatabase(role, name).getConnection();
    }

    /** Makes a role that may log in; roles belong to the server, so another test may have made it before. */
    public void createRole(String role) {
        execute("DO $$ BEGIN CREATE ROLE " + role + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    }

    /** Runs statements as the owner, with the schema on the search path. */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = nilometer");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The first column of a query's rows, as text. */
    public List<@Nullable String> column(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = nilometer");
            List<@Nullable String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The single value of a query, as text. */
    public @Nullable String value(String sql) {
        return column(sql).get(0);
    }
}
