package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RollupResult;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.rollup.Span;
import dev.nilometer.worker.schema.TimeZoneChoice;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rolls up what is dirty, or a span of hours whether dirty or not. */
@Command(name = "rollup", description = "Rolls up every dirty hour, or a range; then the days and weeks they change.")
final class RollupCommand implements Callable<Integer> {
    /** Without --to: beyond every hour that can be. */
    private static final Duration AHEAD = Duration.ofDays(5);

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
        TimeArgument start = from == null ? null : time("--from", from);
        TimeArgument end = to == null ? null : time("--to", to);
        if (start == null && end != null) {
            throw connection.wrongUse("--to needs --from");
        }
        if (start != null && end != null && start.isSameKindAs(end)) {
            span(start, end, ZoneOffset.UTC);
        }
        long began = System.nanoTime();
        try (Database database = connection.openMigrated()) {
            Scope scope = start == null ? Scope.DIRTY : scope(database, start, end);
            RollupResult result = run(database, scope);
            if (result.sealed() > 0) {
                connection
                        .out()
                        .println((result.sealed() == 1 ? "1 sealed hour" : result.sealed() + " sealed hours")
                                + " left as they are: their rows are gone");
            }
            result.warnings().forEach(warning -> connection.err().println("rollup: " + warning));
            connection.out().println(result.summary(Duration.ofNanos(System.nanoTime() - began)));
            return 0;
        }
    }

    private TimeArgument time(String option, String text) {
        try {
            return TimeArgument.parse(text);
        } catch (IllegalArgumentException e) {
            throw connection.wrongUse(option + " " + e.getMessage());
        }
    }

    private Scope scope(Database database, TimeArgument start, @Nullable TimeArgument end) throws SQLException {
        return Scope.again(span(start, end, ZoneId.of(database.transaction(TimeZoneChoice::read))));
    }

    /** Asked before there is a database to ask for its zone, too, where the zone cannot matter. */
    private Span span(TimeArgument start, @Nullable TimeArgument end, ZoneId zone) {
        Instant first = start.in(zone);
        Instant last = end == null ? Instant.now().plus(AHEAD) : end.in(zone);
        if (!first.isBefore(last)) {
            throw connection.wrongUse(
                    "nothing lies between " + first + " and " + last + ": --from must be before --to");
        }
        return new Span(first, last);
    }

    private RollupResult run(Database database, Scope scope) throws SQLException {
        String worker = connection.workerName();
        RunLog log = new RunLog(database, worker);
        long run = log.started("rollup", Instant.now());
        try (RunProgress progress = RunProgress.on(connection.out(), "rolling up", "hours")) {
            RollupResult result = new Rollup(database, connection.connections(), worker).runOnce(scope, progress::done);
            log.completed(run, result);
            return result;
        } catch (SQLException | RuntimeException e) {
            log.noteFailure(run, e);
            throw e;
        }
    }
}
