package dev.nilometer.worker.serve;

import dev.nilometer.worker.database.Database;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database, by a connection of its own, whether it lets us in: a busy rollup is no outage. All who ask while it
 * is being asked share its answer, and after two seconds hear that there is none; so however many ask, it is asked once at
 * a time, and nobody waits longer. One daemon thread; safe from every thread.
 */
final class DatabaseProbe implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final Database database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "nilometer-probe");
        made.setDaemon(true);
        return made;
    });
    private @Nullable CompletableFuture<Boolean> underway;

    DatabaseProbe(Database database) {
        this.database = database;
    }

    /** True, later, when it lets us in. Never fails. */
    synchronized CompletableFuture<Boolean> ask() {
        CompletableFuture<Boolean> asked = underway;
        if (asked == null || asked.isDone()) {
            asked = CompletableFuture.supplyAsync(this::letsUsIn, thread);
            underway = asked;
        }
        return asked.copy().completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private boolean letsUsIn() {
        try {
            database.probe();
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
