package dev.nilometer.worker.serve;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.RollupResult;
import dev.nilometer.worker.rollup.RunLog;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.schedule.Schedule;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rolls up closed hours again and again, the open one when its schedule says so, and sees to the nights. A run that fails is counted, said (the first of a row of failures, then at most
 * one a minute) and tried again at the next turn. {@link #run} belongs to one thread; {@link #stop} to any.
 */
public final class RollupLoop {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Database database;
    private final Rollup rollup;
    private final RunLog log;
    private final WorkerMetrics metrics;
    private final Consumer<String> say;
    private final Schedule hourly;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final @Nullable Nightly nightly;
    private Instant lastHourly = Instant.now();
    private boolean failing;
    private long saidNanos;

    /**
     * @param hourly when the open hour is rolled up too; closed ones are at every turn
     * @param nightly what is done at night; null for nothing
     * @param say takes a line for people, on the loop's thread
     */
    public RollupLoop(
            Database database,
            Rollup rollup,
            RunLog log,
            WorkerMetrics metrics,
            Schedule hourly,
            @Nullable Nightly nightly,
            Consumer<String> say) {
        this.database = database;
        this.rollup = rollup;
        this.log = log;
        this.metrics = metrics;
        this.hourly = hourly;
        this.nightly = nightly;
        this.say = say;
    }

    /** Runs, pauses, runs, until {@link #stop}; the run in progress is finished. */
    public void run(Duration pause) throws InterruptedException {
        do {
            runOnce();
        } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Ends {@link #run}. */
    public void stop() {
        stopped.countDown();
    }

    /** One turn; never throws what a database can throw. */
    void runOnce() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        try {
            database.probe(); // at once, and by the driver's own words, where the pool would wait
        } catch (SQLException e) {
            metrics.failed(Duration.ofNanos(System.nanoTime() - startNanos));
            sayFailure(e);
            return;
        }
        try {
            RollupResult result = rollup.runOnce(scope(start), (done, expected) -> {});
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            metrics.succeeded(result, took);
            if (result.didSomething()) {
                log.completed(log.started("serve", start), result);
                sayNow(result.summary(took));
                result.warnings().forEach(this::sayNow);
            }
            if (nightly != null) {
                nightly.runIfDue(start);
            }
            failing = false;
        } catch (SQLException | RuntimeException e) {
            metrics.failed(Duration.ofNanos(System.nanoTime() - startNanos));
            noteFailure(start, e);
        }
        readBacklog();
    }

    private Scope scope(Instant now) {
        if (!hourly.isDue(lastHourly, now)) {
            return Scope.CLOSED;
        }
        lastHourly = now;
        return Scope.DIRTY;
    }

    private void noteFailure(Instant start, Exception problem) {
        if (sayFailure(problem)) {
            try {
                log.failed(log.started("serve", start), problem);
            } catch (SQLException e) {
                problem.addSuppressed(e); // away by now
            }
        }
    }

    private boolean sayFailure(Exception problem) {
        if (failing && System.nanoTime() - saidNanos < QUIET_NANOS) {
            return false;
        }
        failing = true;
        saidNanos = System.nanoTime();
        sayNow("the rollup failed and will be tried again: " + problem.getMessage());
        return true;
    }

    /** Also after a failure: what is left over is what people want to see then. */
    private void readBacklog() {
        try {
            metrics.update(Backlog.read(database));
        } catch (SQLException e) {
            return; // the run said it; ages go on growing from what was known last
        }
    }

    private void sayNow(String line) {
        say.accept(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
}
