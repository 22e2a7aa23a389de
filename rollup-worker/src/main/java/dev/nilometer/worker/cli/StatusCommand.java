package dev.nilometer.worker.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.status.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what is to be rolled up, what ran, what the rows take, and each stream's balance. */
@Command(name = "status", description = "Dirty hours, last runs, bytes per day, streams and their balance.")
final class StatusCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "one JSON object, an array of rows for each section")
    private boolean json;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = connection.openMigrated()) {
            Status status = Status.read(database);
            PrintWriter out = connection.out();
            if (json) {
                out.println(new ObjectMapper().writeValueAsString(status.sections()));
                return 0;
            }
            status.sections().forEach((section, rows) -> {
                out.println(section + (rows.isEmpty() ? ": none" : ":"));
                Table.print(out, rows);
                out.println();
            });
            out.println(status.summary());
            return 0;
        }
    }
}
