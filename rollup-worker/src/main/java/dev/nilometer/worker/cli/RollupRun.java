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
import org.jspecify.annotations.Nullable;

/** One run of a command that rolls up: what is dirty, or a span as people typed it. Used once, on the main thread. */
final class RollupRun {
    /** Without --to: beyond every hour that can be. */
    private static final Duration AHEAD = Duration.ofDays(5);

    private final ConnectionOptions connection;
    private final String command;
    private final RunProgress progress;

    RollupRun(ConnectionOptions connection, String command, RunProgress progress) {
        this.connection = connection;
        this.command = command;
        this.progress = progress;
    }

    /** Rolls up and says so; answers the exit code. */
    int run(@Nullable String from, @Nullable String to) throws SQLException {
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
                connection.out().println(leftAsTheyAre(result.sealed()));
            }
            result.warnings().forEach(warning -> connection.err().println(command + ": " + warning));
            connection.out().println(result.summary(Duration.ofNanos(System.nanoTime() - began)));
            return 0;
        }
    }

    private static String leftAsTheyAre(int sealed) {
        return sealed == 1
                ? "1 hour was left as it is: its rows were purged, and its history stays"
                : sealed + " hours were left as they are: their rows were purged, and their history stays";
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
        long run = log.started(command, Instant.now());
        try (progress) {
            RollupResult result = new Rollup(database, connection.connections(), worker).runOnce(scope, progress::done);
            log.completed(run, result);
            return result;
        } catch (SQLException | RuntimeException e) {
            log.noteFailure(run, e);
            throw e;
        }
    }
}
