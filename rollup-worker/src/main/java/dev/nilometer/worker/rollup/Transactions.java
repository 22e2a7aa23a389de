package dev.nilometer.worker.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Runs work in a transaction of the schema, and again when PostgreSQL says that another one came first. Keeps no
 * session state, so a transaction-mode pooler may stand between. Thread-safe: each call has a connection of its own.
 */
public final class Transactions {
    /** Serialization failure, dead-lock, unique violation: whoever comes second tries again. */
    private static final Set<String> CAME_SECOND = Set.of("40001", "40P01", "23505");

    private static final int TRIES = 20;
    private static final int MAX_PAUSE_MILLIS = 200;

    private final DataSource dataSource;
    private final String searchPath;

    /** Transactions in this schema. */
    public Transactions(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.searchPath = "SET LOCAL search_path TO \"" + schema.replace("\"", "\"\"") + "\", pg_temp";
    }

    /** Each statement sees what was committed before it. */
    public <T> T readCommitted(Work<T> work) throws SQLException {
        return retrying(Connection.TRANSACTION_READ_COMMITTED, work);
    }

    /** All statements see the same snapshot: the one of the first. */
    public <T> T repeatableRead(Work<T> work) throws SQLException {
        return retrying(Connection.TRANSACTION_REPEATABLE_READ, work);
    }

    private <T> T retrying(int isolation, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                return once(connection, isolation, work);
            } catch (SQLException e) {
                if (attempt == TRIES || !CAME_SECOND.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                pause();
            }
        }
    }

    private <T> T once(Connection connection, int isolation, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation);
        try (Statement statement = connection.createStatement()) {
            statement.execute(searchPath);
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, MAX_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting to try again", "57014", e);
        }
    }

    /** What happens inside one transaction; it may run more than once. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work; must leave nothing behind outside the database when it throws. */
        T run(Connection connection) throws SQLException;
    }
}
