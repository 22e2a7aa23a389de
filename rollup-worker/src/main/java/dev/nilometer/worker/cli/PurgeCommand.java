package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.retention.Limits;
import dev.nilometer.worker.retention.Purge;
import dev.nilometer.worker.retention.PurgeResult;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.text.Amount;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets rows go whose time is over and that are proven rolled up. */
@Command(name = "purge", description = "Lets rows go that are old and proven rolled up; history stays.")
final class PurgeCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Option(names = "--dry-run", description = "say what would go, change nothing")
    private boolean dryRun;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "write the rows there before they go: gzip CSV and a manifest for each day")
    private @Nullable Path archive;

    @Override
    public Integer call() throws SQLException {
        Limits kept = limits.limits(connection);
        long began = System.nanoTime();
        try (Database database = connection.openMigrated(connection.connections() + 1)) {
            String worker = connection.workerName();
            Rollup rollup = new Rollup(database, connection.connections(), worker);
            Purge purge = new Purge(database, rollup, worker, Mark.NONE);
            if (dryRun) {
                List<String> plan = purge.plan(kept);
                plan.forEach(connection.out()::println);
                connection
                        .out()
                        .println(Amount.of(plan.size(), "day") + " would be purged if proven; nothing was changed");
                return 0;
            }
            return run(database, purge, kept, worker, began);
        }
    }

    private int run(Database database, Purge purge, Limits kept, String worker, long began) throws SQLException {
        RunLog log = new RunLog(database, worker);
        long run = log.started("purge", Instant.now());
        try {
            PurgeResult result = purge.run(kept, archive, connection.out()::println);
            result.problems().forEach(problem -> connection.err().println("purge: " + problem));
            String summary = result.summary(Duration.ofNanos(System.nanoTime() - began));
            log.ended(run, result.problems().isEmpty(), result.days(), result.records(), message(result, summary));
            connection.out().println(summary);
            return result.problems().isEmpty() ? 0 : 1;
        } catch (SQLException | RuntimeException e) {
            log.noteFailure(run, e);
            throw e;
        }
    }

    private static String message(PurgeResult result, String summary) {
        return result.problems().isEmpty() ? summary : String.join("; ", result.problems());
    }
}
