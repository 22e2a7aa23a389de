package dev.nilometer.worker.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rolls up what is dirty, or a span of hours whether dirty or not. */
@Command(name = "rollup", description = "Rolls up every dirty hour, or a range; then the days and weeks they change.")
final class RollupCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "a date (2026-11-21, in the installation's zone) or an instant (2026-11-21T10:00:00Z)")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "likewise, not included; default: up to now")
    private @Nullable String to;

    @Override
    public Integer call() throws SQLException {
        RunProgress progress = RunProgress.on(connection.out(), "rolling up", "hours");
        return new RollupRun(connection, "rollup", progress).run(from, to);
    }
}
