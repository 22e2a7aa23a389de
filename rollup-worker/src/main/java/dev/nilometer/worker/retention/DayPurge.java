package dev.nilometer.worker.retention;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.retention.KeptDay.State;
import dev.nilometer.worker.retention.PurgePlan.Due;
import dev.nilometer.worker.rollup.DayTables;
import dev.nilometer.worker.rollup.DayTables.Target;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets one day go, in the steps of the package page. Each step can be the last one before a kill: the next purge finds
 * the day where it was left. Not thread-safe.
 */
final class DayPurge {
    private static final String ACCEPT = "UPDATE settings SET accept_from = ? WHERE accept_from < ?";
    private static final String SEAL =
            "UPDATE bucket_state SET sealed_at = clock_timestamp() WHERE hour >= ? AND hour < ? AND sealed_at IS NULL";
    private static final String FORGET_LEDGER = "DELETE FROM ledger WHERE hour >= ? AND hour < ?";
    private static final String NOTE =
            "INSERT INTO purged_days (day, purged_by, reason, records, bytes, archive)" + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String NOTE_RESTORED_GONE = "UPDATE purged_days SET restored_until = NULL WHERE day = ?";

    private final Database database;
    private final Rollup rollup;
    private final Partitions partitions;
    private final String worker;
    private final Mark mark;

    DayPurge(Database database, Rollup rollup, Partitions partitions, String worker, Mark mark) {
        this.database = database;
        this.rollup = rollup;
        this.partitions = partitions;
        this.worker = worker;
        this.mark = mark;
    }

    /**
     * Takes the tables that are due away; answers how many records went with them. Whatever it throws, it has
     * put them back as far as the database let it.
     */
    long purge(Due due, @Nullable Path archive) throws SQLException, IOException {
        DayTables day = due.day().day();
        if (due.day().sealed()) {
            detach(due.day(), due.targets());
            database.change(connection -> dropSealed(connection, due));
            mark.reach("rest dropped");
            return 0;
        }
        acceptFrom(day);
        mark.reach("accept_from moved");
        detach(due.day(), List.of(Target.values()));
        mark.reach("day detached");
        rollup.runOnce(Scope.dirtyIn(day.span()), (done, expected) -> {});
        mark.reach("rest rolled up");
        try {
            return database.transaction(connection -> {
                try {
                    return sealAndDrop(connection, due, archive);
                } catch (IOException e) {
                    throw new SQLException("the archive cannot be written: " + e.getMessage(), "NL011", e);
                }
            });
        } catch (SQLException | RuntimeException e) {
            putBack(due.day(), e);
            throw e;
        }
    }

    private void putBack(KeptDay day, Exception why) {
        try {
            partitions.attach(day.day(), day.tables().keySet());
        } catch (SQLException e) {
            why.addSuppressed(e); // the next purge finds it detached
        }
    }

    /** From here on late writers use late_*; those that do not know yet are told so when the partition is gone. */
    private void acceptFrom(DayTables day) throws SQLException {
        Timestamp end = Timestamp.from(day.span().end());
        database.change(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ACCEPT)) {
                statement.setTimestamp(1, end);
                statement.setTimestamp(2, end);
                statement.executeUpdate();
            }
        });
    }

    private void detach(KeptDay day, List<Target> targets) throws SQLException {
        for (Target target : targets) {
            State state = day.tables().get(target);
            if (state != null) {
                partitions.detach(day.day(), target, state);
                mark.reach("table detached");
            }
        }
    }

    private long sealAndDrop(Connection connection, Due due, @Nullable Path archive) throws SQLException, IOException {
        DayTables day = due.day().day();
        Proof proof = Proof.of(connection, day);
        mark.reach("compared");
        if (!proof.problems().isEmpty()) {
            throw new Unproven(day.date(), proof.problems());
        }
        String archived = archive == null
                ? null
                : new Archive(archive).write(connection, day).toString();
        mark.reach("archived");
        for (String sql : List.of(SEAL, FORGET_LEDGER)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(day.span().start()));
                statement.setTimestamp(2, Timestamp.from(day.span().end()));
                statement.executeUpdate();
            }
        }
        note(connection, due, proof, archived);
        mark.reach("sealed");
        for (Target target : Target.values()) {
            if (due.targets().contains(target)) {
                partitions.drop(connection, day, target);
            } else if (due.day().tables().containsKey(target)) {
                partitions.keepForReading(connection, day, target);
            }
        }
        mark.reach("dropped");
        return proof.records();
    }

    private void note(Connection connection, Due due, Proof proof, @Nullable String archived) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
            statement.setObject(1, due.day().date());
            statement.setString(2, worker);
            statement.setString(3, due.reason().name().toLowerCase(Locale.ROOT));
            statement.setLong(4, proof.records());
            statement.setLong(5, due.day().bytes());
            statement.setString(6, archived);
            statement.executeUpdate();
        }
    }

    private void dropSealed(Connection connection, Due due) throws SQLException {
        for (Target target : due.targets()) {
            partitions.drop(connection, due.day().day(), target);
        }
        try (PreparedStatement statement = connection.prepareStatement(NOTE_RESTORED_GONE)) {
            statement.setObject(1, due.day().date());
            statement.executeUpdate();
        }
    }
}
