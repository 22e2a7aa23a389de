package dev.nilometer.libraries;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Drivers: which there are, which answers, and that another database than PostgreSQL may come first. */
final class JdbcView {
    private JdbcView() {}

    static Stream<String> lines(String url) throws SQLException {
        String own = "own " + Sources.ofClassOf(DriverManager.getDriver(OwnDriver.URL));
        String version;
        try (Connection connection = DriverManager.getConnection(url)) {
            version = "connection " + connection.getMetaData().getDriverVersion();
        }
        return Stream.of(
                        Stream.of(own, version, "log " + (DriverManager.getLogWriter() == null)),
                        DriverManager.drivers().map(each -> "driver " + Sources.ofClassOf(each)),
                        ServiceLoader.load(Driver.class).stream().map(each -> "service " + Sources.of(each.type())))
                .flatMap(each -> each);
    }
}
