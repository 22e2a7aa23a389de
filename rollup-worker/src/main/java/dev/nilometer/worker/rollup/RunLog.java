package dev.nilometer.worker.rollup;

import dev.nilometer.worker.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes run_history: what ran, when, what it did, how it ended. Thread-safe. */
public final class RunLog {
    private static final String STARTED =
            "INSERT INTO run_history (command, worker, started_at) VALUES (?, ?, ?) RETURNING id";
    private static final String FINISHED =
            "UPDATE run_history SET status = ?, finished_at = now(), hours = ?, days = ?,"
                    + " weeks = ?, records = ?, message = ? WHERE id = ?";
    private static final String LAST = "SELECT started_at FROM run_history WHERE command = ? AND status = 'completed'"
            + " ORDER BY started_at DESC LIMIT 1";
    private static final RollupResult NOTHING = new RollupResult(0, 0, 0, 0, 0, List.of());

    private final Database database;
    private final String worker;

    /** @param worker who runs, for people who read the table */
    public RunLog(Database database, String worker) {
        this.database = database;
        this.worker = worker;
    }

    /** Notes that a command started at this instant; answers the number of its run. */
    public long started(String command, Instant at) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(STARTED)) {
                statement.setString(1, command);
                statement.setString(2, worker);
                statement.setTimestamp(3, Timestamp.from(at));
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** When a command last started that has ended well; null for never. */
    public @Nullable Instant lastStart(String command) throws SQLException {
        List<Instant> starts = database.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LAST)) {
                statement.setString(1, command);
                ResultSet row = statement.executeQuery();
                return row.next() ? List.of(row.getTimestamp(1).toInstant()) : List.of();
            }
        });
        return starts.isEmpty() ? null : starts.get(0);
    }

    /** Notes that a run did this. */
    public void completed(long run, RollupResult result) throws SQLException {
        String message = result.warnings().isEmpty() ? null : String.join("; ", result.warnings());
        database.change(connection -> finish(connection, run, "completed", result, message));
    }

    /** Notes that a run which rolls nothing up handled so many records, and what there is to say about it. */
    public void completed(long run, long records, String message) throws SQLException {
        RollupResult result = new RollupResult(0, 0, 0, 0, records, List.of());
        database.change(connection -> finish(connection, run, "completed", result, message));
    }

    /** Notes that a run failed. */
    public void failed(long run, Exception problem) throws SQLException {
        database.change(connection -> finish(connection, run, "failed", NOTHING, String.valueOf(problem.getMessage())));
    }

    /** Notes how a run ended that rolled nothing up itself. */
    public void ended(long run, boolean well, int days, long records, @Nullable String message) throws SQLException {
        RollupResult done = new RollupResult(0, days, 0, 0, records, List.of());
        database.change(connection -> finish(connection, run, well ? "completed" : "failed", done, message));
    }

    /** Notes that a run failed, on the way out with the problem itself. */
    public void noteFailure(long run, Exception problem) {
        try {
            failed(run, problem);
        } catch (SQLException e) {
            problem.addSuppressed(e);
        }
    }

    private static void finish(
            Connection connection, long run, String status, RollupResult result, @Nullable String message)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FINISHED)) {
            statement.setString(1, status);
            statement.setInt(2, result.hours());
            statement.setInt(3, result.days());
            statement.setInt(4, result.weeks());
            statement.setLong(5, result.records());
            statement.setString(6, message);
            statement.setLong(7, run);
            statement.executeUpdate();
        }
    }
}
