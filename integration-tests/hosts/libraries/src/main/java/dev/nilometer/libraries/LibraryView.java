package dev.nilometer.libraries;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each library in use: where it came from, and that it works. */
final class LibraryView {
    private LibraryView() {}

    static Stream<String> lines(String url) throws SQLException, JsonProcessingException {
        Logger logger = LoggerFactory.getLogger("own.slf4j");
        logger.info("a line of the application's own");
        return Stream.of(
                pool(url),
                "jackson " + new ObjectMapper().writeValueAsString(Map.of("key", 1)) + " "
                        + new ObjectMapper().version() + " " + Sources.of(ObjectMapper.class),
                "slf4j " + Sources.ofClassOf(logger) + " " + Sources.of(LoggerFactory.class),
                counter(),
                generated(),
                "postgresql " + Sources.of(org.postgresql.Driver.class));
    }

    private static String pool(String url) throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setMaximumPoolSize(1);
            pool.setPoolName("own");
            pool.setRegisterMbeans(true);
            try (Connection connection = pool.getConnection()) {
                return "hikari " + Sources.ofClassOf(connection) + " " + Sources.ofClassOf(pool) + " "
                        + ManagementView.isThere("com.zaxxer.hikari:type=Pool (own)");
            }
        }
    }

    private static String counter() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Counter counter = Counter.builder().name("own_total").register(registry);
        counter.inc(3);
        int others = PrometheusRegistry.defaultRegistry.scrape().size();
        return "prometheus " + registry.scrape().size() + " and " + others + " " + Sources.of(Counter.class);
    }

    private static String generated() {
        Class<?> type = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(Object.class)
                .name("dev.nilometer.libraries.Generated")
                .make()
                .load(LibraryView.class.getClassLoader())
                .getLoaded();
        return "byte buddy " + type.getName() + " " + Sources.of(ByteBuddy.class);
    }
}
