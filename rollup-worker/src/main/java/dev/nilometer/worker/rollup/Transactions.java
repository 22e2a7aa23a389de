package dev.nilometer.worker.rollup;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Database.Work;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that run again when PostgreSQL says that another one came first. Work may therefore run more than once,
 * and must leave nothing behind outside the database when it throws. Thread-safe.
 */
public final class Transactions {
    /** Serialization failure, dead-lock, unique violation. */
    private static final Set<String> CAME_SECOND = Set.of("40001", "40P01", "23505");

    /** Classes of SQLSTATE. */
    private static final List<String> AWAY = List.of("08", "28", "53", "57", "3D");

    private static final int TRIES = 20;
    private static final int MAX_PAUSE_MILLIS = 200;

    private final Database database;

    Transactions(Database database) {
        this.database = database;
    }

    /** Each statement sees what was committed before it. */
    <T extends @Nullable Object> T readCommitted(Work<T> work) throws SQLException {
        return retrying(() -> database.transaction(work));
    }

    /** All statements see the same snapshot: the one of the first. What it did is found undone if the commit is lost. */
    <T extends @Nullable Object> T repeatableRead(Work<T> work) throws SQLException {
        return retrying(() -> database.repeatableWork(work));
    }

    /** True when another transaction would fare no better now: connection gone, shut down, disk full, refused. */
    public static boolean isDatabaseAway(SQLException problem) {
        String state = String.valueOf(problem.getSQLState());
        return AWAY.stream().anyMatch(state::startsWith);
    }

    private static <T extends @Nullable Object> T retrying(Attempt<T> attempt) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (tries == TRIES || !CAME_SECOND.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, MAX_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting to try again", "57014", e);
        }
    }

    @FunctionalInterface
    private interface Attempt<T extends @Nullable Object> {
        T run() throws SQLException;
    }
}
