package dev.nilometer.store.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Opens connections by pgjdbc's driver itself. DriverManager is never asked: whoever asks it first decides for the
 * whole process which drivers it knows.
 */
final class Connector {
    private final SendSettings settings;
    private final Driver driver = new Driver();
    private final Sockets.Wire wire = new Sockets.Wire();

    Connector(SendSettings settings) {
        this.settings = settings;
    }

    /** pgjdbc registers with DriverManager when its class is loaded: inside a foreign process it is taken out again. */
    static void hideDriver() {
        try {
            if (Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            // then it stays registered for this class loader, where the host does not see it
        }
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "nilometer");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "9");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", Sockets.class.getName());
        put(properties, "user", settings.user());
        put(properties, "password", password());
        Sockets.belongTo(wire);
        Connection connection = driver.connect(settings.url().url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take this URL", "08001");
        }
        return connection;
    }

    /** Ends the connection, or the try to get one, at once and for good. Any thread. */
    void cut() {
        wire.cut();
    }

    private static void put(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }

    /** Read anew each time, since it may have been changed meanwhile. */
    private @Nullable String password() throws SQLException {
        Path file = settings.passwordFile();
        if (file == null) {
            return settings.password();
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceAll("[\r\n]+$", "");
        } catch (IOException e) {
            throw new SQLException("the password file cannot be read: " + file, "28000", e);
        }
    }
}
