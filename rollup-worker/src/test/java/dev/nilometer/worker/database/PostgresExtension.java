package dev.nilometer.worker.database;

import dev.nilometer.worker.schema.Migration;
import dev.nilometer.worker.schema.SchemaName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One real PostgreSQL (fsync on) for all tests of the JVM. A parameter of type {@link TestDatabase} is a new database
 * with the schema in it, or an empty one with {@link Empty}; it is dropped after the test.
 */
public final class PostgresExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);
    private static final String TEMPLATE = "migrated";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Server server =
                context.getRoot().getStore(NAMESPACE).computeIfAbsent("server", key -> new Server(), Server.class);
        TestDatabase database = server.create(parameter.isAnnotated(Empty.class) ? "template1" : TEMPLATE);
        created(context).add(database);
        return database;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        created(context).forEach(TestDatabase::drop);
    }

    @SuppressWarnings("unchecked")
    private static List<TestDatabase> created(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent("databases", key -> new ArrayList<TestDatabase>(), List.class);
    }

    /** Ends with the JVM's last test: JUnit closes what its root store holds. */
    private static final class Server implements AutoCloseable {
        private final EmbeddedPostgres postgres;
        private int databases;

        Server() {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                TestDatabase template = TestDatabase.create(postgres, TEMPLATE, "template1");
                new Migration(template.dataSource(), SchemaName.DEFAULT).run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        TestDatabase create(String template) {
            databases++;
            return TestDatabase.create(postgres, "test_" + databases, template);
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }
}
