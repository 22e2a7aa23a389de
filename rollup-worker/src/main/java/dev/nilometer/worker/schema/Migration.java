package dev.nilometer.worker.schema;

import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a schema up to date. Idempotent; several at once wait for each other on Flyway's lock. Each script is a
 * transaction, so that a failure leaves the last whole version. Not thread-safe.
 */
public final class Migration {
    /** Where the scripts lie on the class path. */
    static final String SCRIPTS = "dev/nilometer/worker/schema";

    /** Flyway's own table in the schema. */
    static final String HISTORY = "schema_history";

    private final Flyway flyway;

    /**
     * @param dataSource connects as the owner: a role that may create the schema, or owns it already
     * @param schema created if it is missing
     */
    public Migration(DataSource dataSource, SchemaName schema) {
        flyway = configuration(schema).dataSource(dataSource).load();
    }

    static FluentConfiguration configuration(SchemaName schema) {
        return Flyway.configure(Migration.class.getClassLoader())
                .locations("classpath:" + SCRIPTS)
                .table(HISTORY)
                .schemas(schema.text())
                .defaultSchema(schema.text())
                .createSchemas(true)
                .connectRetries(0)
                .placeholders(Map.of("schema", schema.quoted()));
    }

    /** Everything that a first run does, as SQL to read; nothing is run. */
    public static String sql(SchemaName schema) {
        return Scripts.all(schema);
    }

    /**
     * Runs what is missing. A schema that a later version made is left alone: its views and functions do all that ours do,
     * and ours would take from them.
     *
     * @return scripts applied, 0 when everything was there
     */
    public int run() {
        return isNewer() ? 0 : flyway.migrate().migrationsExecuted;
    }

    /** Whether a later version than this one has been at the schema. */
    public boolean isNewer() {
        return Arrays.stream(flyway.info().applied())
                .anyMatch(script -> script.getVersion() != null && script.getState() == MigrationState.FUTURE_SUCCESS);
    }
}
