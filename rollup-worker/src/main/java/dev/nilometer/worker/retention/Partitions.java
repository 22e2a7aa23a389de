package dev.nilometer.worker.retention;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.retention.KeptDay.State;
import dev.nilometer.worker.rollup.DayTables;
import dev.nilometer.worker.rollup.DayTables.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;

/**
 * Takes a day's tables from their parents, and puts them back. Nothing here waits for writers of other days, or makes
 * them wait. Stateless but for the database.
 */
final class Partitions {
    /** How long a detach waits for transactions that read the parent. */
    private static final int PATIENCE_SECONDS = 60;

    private static final String CANCELLED = "57014";

    private final Database database;
    private final int patienceSeconds;

    Partitions(Database database) {
        this(database, PATIENCE_SECONDS);
    }

    Partitions(Database database, int patienceSeconds) {
        this.database = database;
        this.patienceSeconds = patienceSeconds;
    }

    /** Detaches one table, or finishes a detach that was cut off. */
    void detach(DayTables day, Target target, State state) throws SQLException {
        if (state == State.DETACHED) {
            return;
        }
        String detach = "ALTER TABLE " + qualified(target.parent()) + " DETACH PARTITION " + qualified(day.name(target))
                + (state == State.DETACHING ? " FINALIZE" : " CONCURRENTLY");
        try {
            database.outsideTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.setQueryTimeout(patienceSeconds);
                    statement.execute(detach);
                }
            });
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                throw new SQLException(
                        "day " + day.date() + " waits: a transaction has been reading " + target.parent()
                                + " for more than " + patienceSeconds + " s; the next purge goes on",
                        "NL012",
                        e);
            }
            throw e;
        }
    }

    /** Attaches whatever of a day is not attached; rows are as reachable as before. */
    void attach(DayTables day, Collection<Target> targets) throws SQLException {
        for (KeptDay now : database.transaction(KeptDay::find)) {
            if (now.day().equals(day)) {
                for (Target target : now.among(Set.copyOf(targets))) {
                    attach(now, target);
                }
            }
        }
    }

    private void attach(KeptDay now, Target target) throws SQLException {
        State state = now.tables().get(target);
        if (state == State.DETACHING) {
            detach(now.day(), target, state);
        }
        if (state != State.ATTACHED) {
            database.change(connection -> attach(connection, now.day(), target));
        }
    }

    private void attach(Connection connection, DayTables day, Target target) throws SQLException {
        execute(
                connection,
                "ALTER TABLE " + qualified(target.parent()) + " ATTACH PARTITION " + qualified(day.name(target))
                        + " FOR VALUES FROM ('" + day.span().start() + "') TO ('"
                        + day.span().end() + "')");
    }

    /** Makes an empty table of a day that is gone, without attaching it. */
    void make(Connection connection, DayTables day, Target target) throws SQLException {
        execute(
                connection,
                "CREATE TABLE " + qualified(day.name(target)) + " (LIKE " + qualified(target.parent())
                        + " INCLUDING DEFAULTS INCLUDING STORAGE)");
    }

    /** Attaches a table of a sealed day so that it can be read and not written. */
    void keepForReading(Connection connection, DayTables day, Target target) throws SQLException {
        execute(
                connection,
                "CREATE OR REPLACE TRIGGER refuse_sealed BEFORE INSERT ON " + qualified(day.name(target))
                        + " FOR EACH ROW EXECUTE FUNCTION " + qualified("refuse_sealed") + "()");
        attach(connection, day, target);
    }

    /** Drops a detached table. */
    void drop(Connection connection, DayTables day, Target target) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + qualified(day.name(target)));
    }

    /** Freezes a closed day once, so that no vacuum for old transaction ids ever has to read it again. */
    void freeze(String table) throws SQLException {
        database.outsideTransaction(connection -> execute(connection, "VACUUM (FREEZE) " + qualified(table)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String qualified(String name) {
        return database.schema().quoted() + "." + name;
    }
}
