package dev.nilometer.store.send;

import dev.nilometer.store.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens sessions by a driver that it loads with the first, and anew when it was spoiled. nilometer-send alone. */
final class Connector {
    private final SendSettings settings;
    private final Supplier<Postgres> drivers;
    private @Nullable Postgres driver;
    private final Sockets.Wire wire = new Sockets.Wire();

    Connector(SendSettings settings, Supplier<Postgres> drivers) {
        this.settings = settings;
        this.drivers = drivers;
    }

    /** A session on a new connection. */
    Session open(Watchdog watchdog) throws SQLException {
        Postgres with = driver == null ? drivers.get() : driver;
        driver = with;
        return new Session(with, connect(with), settings.quotedSchema(), watchdog);
    }

    /** The next session is opened by a driver that is loaded anew: one of this one's classes cannot be used any more. */
    void letGoOfDriver() {
        driver = null;
    }

    /** A new connection, by this driver. */
    Connection connect(Postgres with) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "nilometer");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "8");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", Sockets.class.getName());
        put(properties, "user", settings.user());
        put(properties, "password", password());
        Sockets.belongTo(wire);
        return with.connect(settings.url().url(), properties);
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
            throw new UnreadablePassword(file, e);
        }
    }
}
