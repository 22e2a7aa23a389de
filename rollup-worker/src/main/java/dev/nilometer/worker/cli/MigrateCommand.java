package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import dev.nilometer.worker.schema.Grants;
import dev.nilometer.worker.schema.Migration;
import dev.nilometer.worker.schema.SchemaName;
import dev.nilometer.worker.schema.TimeZoneChoice;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the schema up to date, makes the coming partitions, grants. Again changes nothing. */
@Command(name = "migrate", description = "Brings the schema up to date, makes partitions ahead, grants.")
final class MigrateCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "decides days and weeks; default: as stored, UTC at first")
    private @Nullable String timeZone;

    @Option(names = "--agent-role", paramLabel = "ROLE", description = "grant an existing role what agents need")
    private @Nullable String agentRole;

    @Option(names = "--reader-role", paramLabel = "ROLE", description = "grant an existing role the views")
    private @Nullable String readerRole;

    @Option(names = "--print-sql", description = "print everything instead of running it")
    private boolean printSql;

    @Override
    public Integer call() throws SQLException {
        checkTimeZone();
        if (printSql) {
            print(connection.out());
            return 0;
        }
        long start = System.nanoTime();
        try (Database database = connection.open()) {
            requireRoles(database);
            Migration migration = new Migration(database.dataSource(), database.schema());
            boolean newer = migration.isNewer();
            int scripts = migration.run();
            String zone = database.transaction(sql -> {
                storeTimeZone(sql);
                return TimeZoneChoice.read(sql);
            });
            long partitions = database.transaction(sql -> Rows.number(sql, "SELECT v1_partitions()"));
            grant(database);
            connection
                    .out()
                    .printf(
                            Locale.ROOT,
                            "schema %s is %s: %d scripts applied, %d partitions made, days in %s, in %.1f s%n",
                            database.schema(),
                            newer ? "of a later version and left as it is" : "up to date",
                            scripts,
                            partitions,
                            zone,
                            (System.nanoTime() - start) / 1e9);
            return 0;
        }
    }

    private void checkTimeZone() {
        try {
            if (timeZone != null) {
                TimeZoneChoice.check(timeZone);
            }
        } catch (IllegalArgumentException e) {
            throw connection.wrongUse(e);
        }
    }

    private void storeTimeZone(Connection sql) throws SQLException {
        if (timeZone != null && !TimeZoneChoice.store(sql, timeZone)) {
            throw new Failure("the time zone stays " + TimeZoneChoice.read(sql)
                    + ": days made by it are sealed, and their rows are gone");
        }
    }

    private Map<Grants, String> roles() {
        Map<Grants, String> roles = new EnumMap<>(Grants.class);
        if (agentRole != null) {
            roles.put(Grants.AGENT, agentRole);
        }
        if (readerRole != null) {
            roles.put(Grants.READER, readerRole);
        }
        return roles;
    }

    /** Before anything else, so that a wrong name leaves nothing half done. */
    private void requireRoles(Database database) throws SQLException {
        for (String role : roles().values()) {
            if (!database.transaction(sql -> Grants.roleExists(sql, role))) {
                throw new Failure("role " + role + " does not exist; create it first: CREATE ROLE \"" + role
                        + "\" LOGIN PASSWORD '…'");
            }
        }
    }

    private void grant(Database database) throws SQLException {
        for (Map.Entry<Grants, String> entry : roles().entrySet()) {
            database.change(sql -> entry.getKey().grant(sql, database.schema(), entry.getValue()));
            connection
                    .out()
                    .println("granted " + entry.getKey().name().toLowerCase(Locale.ROOT) + " rights to "
                            + entry.getValue());
        }
    }

    private void print(PrintWriter out) {
        SchemaName schema = connection.schema();
        out.println(
                "-- What migrate does in a database that has no schema " + schema + " yet. Run it as the owner, with");
        out.println(
                "-- psql -v ON_ERROR_STOP=1, or let migrate do it: the result is the same, and migrate upgrades either.");
        out.print(Migration.sql(schema));
        if (timeZone != null) {
            out.print("\n" + TimeZoneChoice.sql(schema, timeZone));
        }
        out.println("\nSELECT " + schema.quoted() + ".v1_partitions();");
        roles().forEach((grants, role) -> out.print("\n" + grants.sql(schema, role)));
    }
}
