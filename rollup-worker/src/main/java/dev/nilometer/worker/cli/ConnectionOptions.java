package dev.nilometer.worker.cli;

import dev.nilometer.store.send.SendSettings;
import dev.nilometer.worker.database.Address;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.schema.SchemaName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options that every command has. A command mixes them in under the name {@value #MIXIN} and opens its database
 * here: what is typed wrongly is then exit 2, what fails is exit 1.
 */
final class ConnectionOptions {
    static final String MIXIN = "connection";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--db-url", paramLabel = "URL", description = "jdbc:postgresql://host:port/database")
    private @Nullable String url;

    @Option(names = "--db-user", paramLabel = "NAME", description = "the role that owns the schema")
    private @Nullable String user;

    @Option(names = "--db-password-file", paramLabel = "FILE", description = "read again for each new connection")
    private @Nullable Path passwordFile;

    @Option(names = "--db-schema", paramLabel = "NAME", description = "default: nilometer")
    private String schema = "nilometer";

    @Option(names = "--connections", paramLabel = "N", description = "at most, default: 2")
    private int connections = 2;

    @Option(names = "--debug", description = "stack traces for what goes wrong")
    private boolean debug;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this page")
    private boolean help;

    /** Those of a command; every command has them. */
    static ConnectionOptions of(CommandLine commandLine) {
        CommandSpec mixin = commandLine.getCommandSpec().mixins().get(MIXIN);
        if (mixin == null) {
            throw new IllegalStateException(commandLine.getCommandName() + " lacks the common options");
        }
        return (ConnectionOptions) mixin.userObject();
    }

    boolean debug() {
        return debug;
    }

    /** Where a command says what it did. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Where a command says what people should look at. */
    PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** How many connections work may take. */
    int connections() {
        return connections;
    }

    /** Who this process is, for people who read the tables. */
    String workerName() {
        return HostName.get() + ":" + ProcessHandle.current().pid();
    }

    /** Throws ParameterException (exit 2) where the name cannot be one. */
    SchemaName schema() {
        try {
            return new SchemaName(schema);
        } catch (IllegalArgumentException e) {
            throw wrongUse(e);
        }
    }

    /** The address without secrets, for messages. */
    String where() {
        return url == null ? "the database" : address(url).toString();
    }

    /** Opens the database after one try to connect, whether or not the schema is there. */
    Database open() throws SQLException {
        return open(connections);
    }

    private Database open(int poolSize) throws SQLException {
        if (connections < 1 || connections > 100) {
            throw wrongUse("--connections must be between 1 and 100");
        }
        if (url == null) {
            throw wrongUse("say which database: --db-url jdbc:postgresql://host:5432/name, or NILOMETER_DB_URL");
        }
        Database database = new Database(address(url), schema(), poolSize);
        try {
            database.probe();
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Opens a database that {@code migrate} has been at; fails with a sentence where it has not. */
    Database openMigrated() throws SQLException {
        return openMigrated(connections);
    }

    /** As above, for work that takes so many connections. */
    Database openMigrated(int poolSize) throws SQLException {
        Database database = open(poolSize);
        try {
            SchemaCheck.require(database);
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Where and as whom to send what agents left behind; {@link #openMigrated} says first whether that can be. */
    SendSettings toSend() {
        if (url == null) {
            throw wrongUse("say which database");
        }
        return address(url).toSend(schema());
    }

    /** An exit 2 that says what the exception says. */
    ParameterException wrongUse(IllegalArgumentException cause) {
        String message = cause.getMessage();
        return wrongUse(message == null ? "wrong use" : message);
    }

    ParameterException wrongUse(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    /** A secret, which is no option: others see a command's arguments. Null where its variable is not set. */
    @Nullable
    String variable(String name) {
        return ((EnvironmentDefaults) command.defaultValueProvider()).variable(name);
    }

    private Address address(String given) {
        try {
            return new Address(given, user, variable("db-password"), passwordFile);
        } catch (IllegalArgumentException e) {
            throw wrongUse(e);
        }
    }
}
