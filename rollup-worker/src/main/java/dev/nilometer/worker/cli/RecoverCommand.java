package dev.nilometer.worker.cli;

import dev.nilometer.store.send.Recovery;
import dev.nilometer.store.send.RecoveryResult;
import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.text.Amount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Delivers what agents left in a spool folder, each stream in its own name, for hosts on which none will start again. */
@Command(
        name = "recover",
        description = "Delivers what agents that are no more left in a spool folder; again stores nothing twice.")
final class RecoverCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--spool",
            required = true,
            paramLabel = "DIR",
            description = "what the agents called spool.dir, or a copy of it")
    private Path spool = Path.of("");

    @Override
    public Integer call() throws SQLException {
        if (!Files.isDirectory(spool)) {
            throw new Failure("there is no folder " + spool);
        }
        try (Database database = connection.openMigrated()) {
            RunLog log = new RunLog(database, connection.workerName());
            long run = log.started("recover", Instant.now());
            try {
                RecoveryResult result = new Recovery(connection.toSend(), new Said("recover", connection)).run(spool);
                String summary = summary(result);
                log.completed(run, result.rows(), summary);
                connection.out().println(summary);
                return 0;
            } catch (SQLException | RuntimeException e) {
                log.noteFailure(run, e);
                throw e;
            }
        }
    }

    private static String summary(RecoveryResult result) {
        String left = result.left() == 0
                ? ""
                : "; " + Amount.of(result.left(), "stream") + " left alone: in use, or of a later version";
        return "delivered " + Amount.of(result.streams(), "stream") + ", " + Amount.of(result.rows(), "row") + left;
    }
}
