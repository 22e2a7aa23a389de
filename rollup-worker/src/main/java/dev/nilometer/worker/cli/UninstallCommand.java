package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drops the schema and all history in it. Only one that is ours, and only when told twice. */
@Command(name = "uninstall", description = "Drops the schema with everything that was ever recorded.")
final class UninstallCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--yes", description = "yes, all of it")
    private boolean yes;

    @Override
    public Integer call() throws SQLException {
        if (!yes) {
            throw connection.wrongUse("this drops all history; say --yes if you mean it");
        }
        try (Database database = connection.open()) {
            if (!SchemaCheck.isOurs(database)) {
                throw new Failure("there is no schema " + database.schema()
                        + " of Nilometer's here, nothing was dropped (--db-schema names another)");
            }
            database.change(sql -> {
                try (Statement statement = sql.createStatement()) {
                    statement.execute("DROP SCHEMA " + database.schema().quoted() + " CASCADE");
                }
            });
            connection.out().println("schema " + database.schema() + " is gone");
            return 0;
        }
    }
}
