package dev.nilometer.worker.cli;

import dev.nilometer.worker.retention.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long what is kept, for the commands that purge. */
final class LimitOptions {
    @Option(
            names = "--rows-days",
            paramLabel = "N",
            description = "keep rows of samples so long; default: the setting rows_days, 30")
    private @Nullable Integer rowsDays;

    @Option(names = "--executions-days", paramLabel = "N", description = "rows of executions; default: as samples")
    private @Nullable Integer executionsDays;

    @Option(names = "--hour-days", paramLabel = "N", description = "hours in history; default: for ever")
    private @Nullable Integer hourDays;

    @Option(names = "--day-days", paramLabel = "N", description = "days in history; default: for ever")
    private @Nullable Integer dayDays;

    @Option(names = "--week-days", paramLabel = "N", description = "weeks in history; default: for ever")
    private @Nullable Integer weekDays;

    /** Throws ParameterException (exit 2) for a limit that would lose history. */
    Limits limits(ConnectionOptions connection) {
        try {
            return new Limits(rowsDays, executionsDays, hourDays, dayDays, weekDays);
        } catch (IllegalArgumentException e) {
            throw connection.wrongUse(e);
        }
    }
}
