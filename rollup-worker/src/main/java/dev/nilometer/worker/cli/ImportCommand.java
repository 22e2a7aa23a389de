package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.imports.ImportResult;
import dev.nilometer.worker.imports.Importer;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.text.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Imports CSV files of samples or executions, each exactly once; bad lines go beside their file and make it exit 1. */
@Command(
        name = "import",
        description = "Imports CSV files, gzipped or not; again stores nothing twice.",
        footer = {
            "",
            "Samples have the columns recorded_at, metric_type, metric_value, labels (JSON), item_id, correlation_id,"
                    + " service, environment; executions have those of the view executions. A line that cannot be"
                    + " stored goes to FILE.bad.csv with its number and the reason, and the exit code is 1."
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV in UTF-8, with a header; .gz too")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws SQLException {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new Failure("there is no file " + file + " that can be read");
            }
        }
        try (Database database = connection.openMigrated()) {
            long bad = 0;
            for (Path file : files) {
                bad += run(database, file).bad();
            }
            return bad == 0 ? 0 : 1;
        }
    }

    private ImportResult run(Database database, Path file) throws SQLException {
        RunLog log = new RunLog(database, connection.workerName());
        long run = log.started("import", Instant.now());
        try {
            ImportResult result = run(new Importer(database, HostName.get()), file);
            String summary = summary(file, result);
            log.completed(run, result.stored(), summary);
            if (result.bad() > 0) {
                connection
                        .err()
                        .println(Amount.of(result.bad(), "line") + " of " + file + " could not be stored: "
                                + result.sideFile() + " has number and reason");
            }
            connection.out().println(summary);
            return result;
        } catch (SQLException | RuntimeException e) {
            log.noteFailure(run, e);
            throw e;
        }
    }

    private ImportResult run(Importer importer, Path file) throws SQLException {
        try (RunProgress progress = RunProgress.on(connection.out(), "importing " + file.getFileName(), "bytes")) {
            return importer.run(file, progress::done);
        } catch (ZipException e) {
            throw new Failure(file + " is damaged: " + e.getMessage());
        } catch (IOException e) {
            throw new Failure("cannot go on with " + file + ": " + e);
        } catch (IllegalArgumentException e) {
            throw new Failure(file + ": " + e.getMessage());
        }
    }

    private static String summary(Path file, ImportResult result) {
        String stored = result.stored() == 0 && result.lines() > 0
                ? "nothing new, its " + Amount.of(result.lines(), "line") + " were stored before"
                : Amount.of(result.stored(), "line") + " stored"
                        + (result.stored() == result.lines()
                                ? ""
                                : ", " + Amount.of(result.lines() - result.stored(), "line") + " before");
        String bad = result.bad() == 0 ? "" : ", " + Amount.of(result.bad(), "bad line") + ": see " + result.sideFile();
        return file + ": " + stored + bad;
    }
}
