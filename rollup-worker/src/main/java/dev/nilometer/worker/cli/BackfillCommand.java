package dev.nilometer.worker.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a span's history again from its rows, wherever those are still there. */
@Command(name = "backfill", description = "Rolls a range up again, with progress; sealed hours stay as they are.")
final class BackfillCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "a date (2026-11-21, in the installation's zone) or an instant (2026-11-21T10:00:00Z)")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "likewise, not included")
    private String to = "";

    @Override
    public Integer call() throws SQLException {
        RunProgress progress = RunProgress.estimating(connection.out(), "rolling up", "hours");
        return new RollupRun(connection, "backfill", progress).run(from, to);
    }
}
