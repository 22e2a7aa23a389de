package dev.nilometer.worker.serve;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.retention.Limits;
import dev.nilometer.worker.retention.Purge;
import dev.nilometer.worker.retention.PurgeResult;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.schedule.Schedule;
import dev.nilometer.worker.status.BalanceCheck;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nightly work: purge, then the check of the balance. Due when none has ended well since the last planned instant,
 * whoever ran it: a night that was missed is made up, and several workers do not do it twice. A night that failed is
 * tried again ten minutes later. One thread.
 */
public final class Nightly {
    private static final String COMMAND = "nightly";
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final Schedule schedule;
    private final Database database;
    private final Purge purge;
    private final Limits limits;
    private final @Nullable Path archive;
    private final RunLog log;
    private final WorkerMetrics metrics;
    private final Consumer<String> say;
    private Instant notBefore = Instant.MIN;

    /** @param archive where purged rows are written first; null for nowhere */
    public Nightly(
            Schedule schedule,
            Database database,
            Purge purge,
            Limits limits,
            @Nullable Path archive,
            RunLog log,
            WorkerMetrics metrics,
            Consumer<String> say) {
        this.schedule = schedule;
        this.database = database;
        this.purge = purge;
        this.limits = limits;
        this.archive = archive;
        this.log = log;
        this.metrics = metrics;
        this.say = say;
    }

    /** Runs if it is time to. What is wrong is said, counted and written into run_history, and thrown only if that fails. */
    void runIfDue(Instant now) throws SQLException {
        if (now.isBefore(notBefore) || !schedule.isDue(log.lastStart(COMMAND), now)) {
            return;
        }
        notBefore = now.plus(AFTER_FAILURE);
        long run = log.started(COMMAND, now);
        try {
            run(run, now);
        } catch (SQLException | RuntimeException e) {
            metrics.nightFailed();
            log.noteFailure(run, e);
            throw e;
        }
    }

    private void run(long run, Instant start) throws SQLException {
        PurgeResult purged = purge.run(limits, archive, say);
        BalanceCheck balance = BalanceCheck.run(database);
        metrics.balance(balance.records());
        List<String> problems = new ArrayList<>(purged.problems());
        problems.addAll(balance.differences());
        problems.forEach(say);
        String summary = purged.summary(Duration.between(start, Instant.now()));
        if (purged.isWorthALine()) {
            say.accept(summary);
        }
        boolean well = problems.isEmpty();
        log.ended(run, well, purged.days(), purged.records(), well ? summary : String.join("; ", problems));
        if (!well) {
            metrics.nightFailed();
        }
    }
}
