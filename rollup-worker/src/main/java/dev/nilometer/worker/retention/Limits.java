package dev.nilometer.worker.retention;

import org.jspecify.annotations.Nullable;

/**
 * How long what is kept; days, null = for ever. Immutable.
 *
 * @param rowsDays samples; null = as the settings say, which also divide the row budget by it
 * @param executionsDays executions; null = as long as samples
 * @param hourDays facts of hours
 * @param dayDays facts of days, actors' days too
 * @param weekDays facts of weeks
 */
public record Limits(
        @Nullable Integer rowsDays,
        @Nullable Integer executionsDays,
        @Nullable Integer hourDays,
        @Nullable Integer dayDays,
        @Nullable Integer weekDays) {
    /** What nobody changed. */
    public static final Limits DEFAULT = new Limits(null, null, null, null, null);

    /** Facts may be forgotten only when the rows of their span are long gone, and all that is merged from them is done. */
    private static final int MIN_FACT_DAYS = 40;

    /** Refuses what would lose history; the message is a sentence for people. */
    public Limits {
        atLeast("--rows-days", rowsDays, 1);
        atLeast("--executions-days", executionsDays, 1);
        atLeast("--hour-days", hourDays, MIN_FACT_DAYS);
        atLeast("--day-days", dayDays, MIN_FACT_DAYS);
        atLeast("--week-days", weekDays, MIN_FACT_DAYS);
    }

    private static void atLeast(String option, @Nullable Integer days, int least) {
        if (days != null && days < least) {
            throw new IllegalArgumentException(option + " must be at least " + least);
        }
    }
}
