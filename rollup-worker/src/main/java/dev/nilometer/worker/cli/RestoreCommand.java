package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.retention.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts an archived day back for reading. */
@Command(name = "restore", description = "Puts an archived day back for reading; nothing is counted again.")
final class RestoreCommand implements Callable<Integer> {
    private static final Pattern MANIFEST = Pattern.compile("nilometer_(\\d{4}-\\d{2}-\\d{2})\\.json");
    private static final int DEFAULT_DAYS = 7;

    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "MANIFEST", description = "nilometer_2026-10-01.json of an archive's folder")
    private Path manifest = Path.of("");

    @Option(names = "--keep-until", paramLabel = "DATE", description = "the last day it is kept; default: in a week")
    private @Nullable String keepUntil;

    @Override
    public Integer call() throws SQLException {
        Matcher name = MANIFEST.matcher(String.valueOf(manifest.getFileName()));
        if (!name.matches()) {
            throw connection.wrongUse(manifest + " is no manifest; one looks like nilometer_2026-10-01.json");
        }
        LocalDate until = until();
        try (Database database = connection.openMigrated()) {
            long rows = new Restore(database).day(manifest, LocalDate.parse(name.group(1)), until);
            connection.out().println("restored " + name.group(1) + ": " + rows + " rows to read until " + until);
            return 0;
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private LocalDate until() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate until = keepUntil == null ? today.plusDays(DEFAULT_DAYS) : date(keepUntil);
        if (until.isBefore(today)) {
            throw connection.wrongUse(
                    "--keep-until " + until + " is over: the next purge would take the day away again");
        }
        return until;
    }

    private LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw connection.wrongUse("--keep-until takes a date like 2026-11-21, not '" + text + "'");
        }
    }
}
