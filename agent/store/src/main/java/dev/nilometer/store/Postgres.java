package dev.nilometer.store;

import dev.nilometer.store.copy.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * What sending needs of a driver, so that nothing but package {@code driver} is linked to it. An implementation is safe
 * from every thread; a connection belongs to one.
 */
public interface Postgres {
    /** A new connection; throws also when the driver does not take the URL. */
    Connection connect(String url, Properties properties) throws SQLException;

    /**
     * Sends those of the rows from..to (exclusive) that are not left out, on a connection of this driver, in its current
     * transaction; returns how many.
     *
     * @param meanwhile done once, when all are on their way and the database works on them
     */
    long copy(Connection connection, String quotedSchema, CopyRows rows, int from, int to, Runnable meanwhile)
            throws SQLException;
}
