package dev.nilometer.worker.rollup;

import dev.nilometer.worker.text.Amount;
import java.time.Duration;
import java.util.List;

/**
 * What one run did. Immutable.
 *
 * @param hours hours rolled up
 * @param days days merged
 * @param weeks weeks merged
 * @param sealed hours of the span asked for that were left alone because their rows are gone
 * @param records records read: an execution is one, a sketch row counts what it holds
 * @param warnings sentences for the operator, such as an hour whose rows and ledger differ
 */
public record RollupResult(int hours, int days, int weeks, int sealed, long records, List<String> warnings) {
    /** True when something was rolled up or merged. */
    public boolean didSomething() {
        return hours + days + weeks > 0;
    }

    /** The run in one line: {@code rolled up 26 hours, 1 day, 1040211 records in 1.2 s}. */
    public String summary(Duration took) {
        return "rolled up " + Amount.of(hours, "hour") + ", " + Amount.of(days, "day") + ", "
                + Amount.of(records, "record") + " in " + Amount.of(took);
    }
}
