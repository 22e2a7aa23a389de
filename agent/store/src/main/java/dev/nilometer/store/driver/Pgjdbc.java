package dev.nilometer.store.driver;

import dev.nilometer.store.Postgres;
import dev.nilometer.store.copy.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * pgjdbc's driver itself. DriverManager is never asked: whoever asks it first decides for the whole process which
 * drivers it knows. Public, with a public constructor, because the sender makes it by name, in a class loader of its
 * own.
 */
public final class Pgjdbc implements Postgres {
    private final Driver driver = new Driver();

    /** A driver that nobody else in the process sees. */
    public Pgjdbc() {
        hide();
    }

    /** pgjdbc registers with DriverManager when its class is loaded: inside a foreign process it is taken out again. */
    private static void hide() {
        try {
            if (Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            // then it stays registered for this class loader, where the host does not see it
        }
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take this URL", "08001");
        }
        return connection;
    }

    @Override
    public long copy(Connection connection, String quotedSchema, CopyRows rows, int from, int to, Runnable meanwhile)
            throws SQLException {
        return CopyLoad.send(connection, quotedSchema, rows, from, to, meanwhile);
    }
}
