package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.HourRollup.HourResult;
import dev.nilometer.worker.rollup.HourRollup.Outcome;
import dev.nilometer.worker.rollup.Rollup.Progress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what the threads of one run did. Safe from several threads. */
final class Tally {
    private final int expected;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();
    private final List<Instant> taken = new ArrayList<>();
    private @Nullable SQLException failure;
    private int done;
    private int hours;
    private long records;

    Tally(int expected, Progress progress) {
        this.expected = expected;
        this.progress = progress;
    }

    /** One that goes on where another one ended. */
    Tally(Tally before, int expected, Progress progress) {
        this(expected, progress);
        this.hours = before.hours;
        this.records = before.records;
        this.failure = before.failure;
        this.warnings.addAll(before.warnings);
    }

    synchronized void add(Instant hour, HourResult result) {
        if (result.outcome() == Outcome.TAKEN) {
            taken.add(hour);
            return;
        }
        if (result.outcome() == Outcome.ROLLED_UP) {
            hours++;
            records += result.records();
            warn(hour, result);
        }
        done++;
        progress.done(done, expected);
    }

    private void warn(Instant hour, HourResult result) {
        if (result.records() != result.ledger()) {
            warnings.add(
                    "hour " + hour + " holds " + result.records() + " records, but its ledger says " + result.ledger());
        }
        if (result.unreadable() > 0) {
            warnings.add("hour " + hour + " has " + result.unreadable()
                    + " sketches that cannot be read; its counts and sums are right, its percentiles are a guess");
        }
    }

    /** One hour failed; the others go on. */
    synchronized void failed(Instant hour, SQLException problem) {
        SQLException first = failure;
        if (first == null) {
            failure = new SQLException("hour " + hour + ": " + problem.getMessage(), problem.getSQLState(), problem);
        } else {
            first.addSuppressed(problem);
        }
    }

    /** Hours that another worker had. */
    synchronized List<Instant> taken() {
        List<Instant> were = List.copyOf(taken);
        taken.clear();
        return were;
    }

    /** Throws what failed first. */
    synchronized void rethrow() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }

    synchronized RollupResult result(int days, int weeks, int sealed) {
        return new RollupResult(hours, days, weeks, sealed, records, List.copyOf(warnings));
    }
}
