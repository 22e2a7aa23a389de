package dev.nilometer.worker.retention;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.database.Rows;
import dev.nilometer.worker.retention.PurgePlan.Due;
import dev.nilometer.worker.rollup.Mark;
import dev.nilometer.worker.rollup.Rollup;
import dev.nilometer.worker.rollup.Scope;
import dev.nilometer.worker.rollup.Transactions;
import dev.nilometer.worker.text.Amount;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One purge: rolls up, lets every day go that is due and proven, then facts and side tables whose time is over, and
 * freezes closed days. A day that is not proven stays, and stops no other. Only one purge runs at a time; another one
 * leaves. Not thread-safe.
 */
public final class Purge {
    /** Until its transaction ends, and without an entry in any table: a pooler may stand between. */
    private static final String ONLY_ONE =
            "SELECT pg_try_advisory_xact_lock(x'4e696c70'::bigint << 32 | 'settings'::regclass::oid::bigint)::int";

    /** Days are compared as text: the planner may look at other names first, and they are no dates. */
    private static final String CLOSED_AND_NOT_FROZEN = """
            SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
            WHERE i.inhparent IN ('sample_rows'::regclass, 'execution_rows'::regclass,
                                  'sample_sketches'::regclass, 'execution_sketches'::regclass)
                AND right(c.relname, 8) < to_char((now() AT TIME ZONE 'UTC')::date - 1, 'YYYYMMDD')
                AND pg_relation_size(c.oid) > 0 AND (c.relpages = 0 OR c.relallvisible < c.relpages)""";

    private final Database database;
    private final Rollup rollup;
    private final Partitions partitions;
    private final String worker;
    private final Mark mark;

    /**
     * @param database its pool has two connections at least: one holds the lock
     * @param rollup rolls up what a day has left
     * @param worker who does it, for people who read the tables
     * @param mark told at each step, by tests that kill it there
     */
    public Purge(Database database, Rollup rollup, String worker, Mark mark) {
        this.database = database;
        this.rollup = rollup;
        this.partitions = new Partitions(database);
        this.worker = worker;
        this.mark = mark;
    }

    /** What a purge would do now, a sentence for each day; changes nothing. */
    public List<String> plan(Limits limits) throws SQLException {
        return database.transaction(connection -> PurgePlan.make(connection, limits)).due().stream()
                .map(due -> due.day().date() + ": " + Amount.ofBytes(due.day().bytes()) + ", because "
                        + due.reason().words())
                .toList();
    }

    /**
     * Purges.
     *
     * @param archive where the rows of each day are written before they go; null for nowhere
     * @param say takes a sentence for people after each day
     */
    public PurgeResult run(Limits limits, @Nullable Path archive, Consumer<String> say) throws SQLException {
        return database.transaction(connection ->
                Rows.number(connection, ONLY_ONE) == 1 ? runAlone(limits, archive, say) : PurgeResult.ANOTHER_IS_AT_IT);
    }

    private PurgeResult runAlone(Limits limits, @Nullable Path archive, Consumer<String> say) throws SQLException {
        PurgeResult result = new PurgeResult();
        rollUp(result);
        PurgePlan plan = database.transaction(connection -> PurgePlan.make(connection, limits));
        for (KeptDay day : plan.abandoned()) {
            partitions.attach(day.day(), day.tables().keySet());
        }
        DayPurge days = new DayPurge(database, rollup, partitions, worker, mark);
        for (Due due : plan.due()) {
            purge(days, due, archive, result, say);
        }
        mark.reach("days purged");
        new History(database).forget(limits, result);
        database.change(SideTables::forget);
        for (String table : closedAndNotFrozen()) {
            partitions.freeze(table);
        }
        return result;
    }

    /** An hour that cannot be rolled up keeps its own day, and no other. */
    private void rollUp(PurgeResult result) throws SQLException {
        try {
            rollup.runOnce(Scope.CLOSED, (done, expected) -> {});
        } catch (SQLException e) {
            if (Transactions.isDatabaseAway(e)) {
                throw e;
            }
            result.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void purge(
            DayPurge days, Due due, @Nullable Path archive, PurgeResult result, Consumer<String> say) {
        try {
            long records = days.purge(due, archive);
            result.purged(due.day(), due.reason(), records);
            say.accept("purged " + due.day().date() + ": " + records + " records, because "
                    + due.reason().words());
        } catch (Unproven | SQLException | IOException e) {
            result.failed(String.valueOf(e.getMessage()));
        }
    }

    private List<String> closedAndNotFrozen() throws SQLException {
        return database.transaction(connection -> Rows.read(connection, CLOSED_AND_NOT_FROZEN).stream()
                .map(row -> String.valueOf(row.get("relname")))
                .toList());
    }
}
