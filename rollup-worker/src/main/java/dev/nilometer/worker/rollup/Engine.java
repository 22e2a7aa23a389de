package dev.nilometer.worker.rollup;

import dev.nilometer.worker.rollup.HourRollup.HourResult;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one run, made when they are first needed: a run with nothing to do reads no dictionary. Used by the thread
 * that runs; the parts are thread-safe.
 */
final class Engine {
    private static final int SERIES_AT_ONCE = 10_000;

    private final Transactions transactions;
    private final Installation installation;
    private final int maxValues;
    private final String worker;
    private final Mark mark;
    private final Dictionaries dictionaries = new Dictionaries();
    private final GroupNumbers numbers = new GroupNumbers();
    private final FactStore facts = new FactStore(numbers);
    private final DayValues values = new DayValues(Bounds.dayValues());
    private @Nullable HourRollup hours;
    private @Nullable PeriodRollup periods;

    Engine(Transactions transactions, Installation installation, int maxValues, String worker, Mark mark) {
        this.transactions = transactions;
        this.installation = installation;
        this.maxValues = maxValues;
        this.worker = worker;
        this.mark = mark;
    }

    /** Rolls up hours; knows the number of every group that the series known by now can fall into. */
    HourRollup hours() throws SQLException {
        HourRollup made = hours;
        if (made == null) {
            registerGroups();
            made = new HourRollup(transactions, dictionaries, facts, installation, values, maxValues, worker, mark);
            hours = made;
        }
        return made;
    }

    private void registerGroups() throws SQLException {
        transactions.readCommitted(connection -> {
            dictionaries.refresh(connection);
            return true;
        });
        List<SeriesInfo> all = dictionaries.all();
        for (int from = 0; from < all.size(); from += SERIES_AT_ONCE) {
            List<Group> groups = new ArrayList<>();
            for (SeriesInfo series : all.subList(from, Math.min(all.size(), from + SERIES_AT_ONCE))) {
                groups.addAll(installation.dimensions().of(series));
            }
            numbers.register(transactions, groups);
        }
    }

    /** Merges days and weeks. */
    PeriodRollup periods() {
        PeriodRollup made = periods;
        if (made == null) {
            ExactDays exact = new ExactDays(dictionaries, installation.dimensions(), values, Bounds.dayValues());
            made = new PeriodRollup(transactions, facts, exact, installation.calendar(), worker, mark);
            periods = made;
        }
        return made;
    }

    /** Late rows go home, or into the facts of their hour when that is sealed, each hour in a transaction of its own. */
    Tally settleLateRows() throws SQLException {
        List<Instant> late = transactions.readCommitted(LateRows::hours);
        Tally tally = new Tally(late.size(), (done, expected) -> {});
        SealedHours sealed = new SealedHours(dictionaries, facts, installation, maxValues, worker);
        for (Instant hour : late) {
            try {
                transactions.readCommitted(connection -> {
                    LateRows.prepare(connection, hour);
                    return true;
                });
                HourResult result = transactions.repeatableRead(connection -> {
                    mark.reach("late claimed");
                    if (LateRows.claimUnsealed(connection, hour)) {
                        LateRows.bringHome(connection, hour);
                        mark.reach("late moved");
                        return HourResult.CLEAN;
                    }
                    HourResult merged = sealed.merge(connection, hour);
                    mark.reach("late merged");
                    return merged;
                });
                tally.add(hour, result);
            } catch (SQLException e) {
                if (Transactions.isDatabaseAway(e)) {
                    throw e;
                }
                tally.failed(hour, e);
            }
        }
        return tally;
    }
}
