package dev.nilometer.worker.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nilometer.worker.schema.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections, and the schema they work in: a first one, and a pool of the others as soon as a second is needed at the same
 * time. Opening does no I/O; a database that is away is an SQLException of the first transaction, after at most
 * 10 s. Safe from every thread; close it.
 */
public final class Database implements AutoCloseable {
    private final DataSource direct;
    private final FirstConnection first;
    private final SchemaName schema;
    private final int connections;
    private @Nullable HikariDataSource pool;

    /** @param connections at most so many at once */
    public Database(Address address, SchemaName schema, int connections) {
        this.direct = new DriverDataSource(address);
        this.first = new FirstConnection(direct);
        this.schema = schema;
        this.connections = connections;
    }

    /** Connections of one's own, in whatever schema the role defaults to. */
    public DataSource dataSource() {
        return direct;
    }

    private synchronized DataSource pool() {
        HikariDataSource made = pool;
        if (made == null) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(direct);
            config.setPoolName("nilometer-worker");
            config.setMaximumPoolSize(Math.max(1, connections - 1));
            config.setMinimumIdle(0);
            config.setConnectionTimeout(10_000);
            config.setInitializationFailTimeout(-1);
            made = new HikariDataSource(config);
            pool = made;
        }
        return made;
    }

    /** Where Nilometer lives in this database. */
    public SchemaName schema() {
        return schema;
    }

    /** Connects anew, so that what is wrong is said at once and by the driver itself. */
    public void probe() throws SQLException {
        first.open();
    }

    /** Runs work in a READ COMMITTED transaction whose search_path is the schema; commits unless work throws. */
    public <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
        return transaction("READ COMMITTED", "", work);
    }

    /** As above, for work that has no answer. */
    public void change(Change change) throws SQLException {
        transaction(connection -> {
            change.in(connection);
            return true;
        });
    }

    /** As above, but everything work reads is of one instant (REPEATABLE READ); 40001 and 40P01 mean: again. */
    public <T extends @Nullable Object> T snapshot(Work<T> work) throws SQLException {
        return transaction("REPEATABLE READ", "", work);
    }

    /**
     * As {@link #snapshot}, for work that would be found undone and done again if its commit were lost: the commit does
     * not wait for the disk. The next one that waits takes it along.
     */
    public <T extends @Nullable Object> T repeatableWork(Work<T> work) throws SQLException {
        return transaction("REPEATABLE READ", "; SET LOCAL synchronous_commit TO off", work);
    }

    /** Runs what allows no transaction around it, such as DETACH CONCURRENTLY and VACUUM; names carry their schema. */
    public void outsideTransaction(Change change) throws SQLException {
        borrowing(connection -> {
            connection.setAutoCommit(true);
            change.in(connection);
            return true;
        });
    }

    private <T extends @Nullable Object> T transaction(String isolation, String more, Work<T> work)
            throws SQLException {
        return borrowing(connection -> {
            connection.setAutoCommit(false);
            try {
                begin(connection, isolation, more);
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        });
    }

    private <T extends @Nullable Object> T borrowing(Work<T> work) throws SQLException {
        Connection lent = first.take();
        if (lent == null) {
            try (Connection pooled = pool().getConnection()) {
                return work.in(pooled);
            }
        }
        boolean well = false;
        try {
            T result = work.in(lent);
            well = true;
            return result;
        } finally {
            first.giveBack(well);
        }
    }

    /** Said inside the transaction: JDBC's own setter would change the session. No statement here takes a snapshot. */
    private void begin(Connection connection, String isolation, String more) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL " + isolation + "; SET LOCAL search_path TO "
                    + schema.quoted() + ", pg_temp" + more);
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public synchronized void close() {
        first.close();
        if (pool != null) {
            pool.close();
        }
    }

    /** What happens inside one transaction, without an answer. */
    @FunctionalInterface
    public interface Change {
        /** The connection is borrowed: neither commit nor close it. */
        void in(Connection connection) throws SQLException;
    }

    /** What happens inside one transaction. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /** The connection is borrowed: neither commit nor close it. */
        T in(Connection connection) throws SQLException;
    }
}
