package dev.nilometer.core.drain;

import dev.nilometer.bootstrap.Lanes;
import dev.nilometer.bootstrap.SelfCounter;
import dev.nilometer.core.InFlight;
import dev.nilometer.core.series.Actor;
import dev.nilometer.core.series.GroupTable;
import dev.nilometer.core.series.SeriesTable;
import dev.nilometer.model.Account;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SelfMetric;
import dev.nilometer.model.SelfReading;
import dev.nilometer.model.Totals;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Copies everything that /metrics shows into one account, at the end of a pass. Belongs to nilometer-drain. */
final class AccountBuilder {
    private final SeriesTable series;
    private final GroupTable groups;
    private final Balance balance;
    private final InFlight inFlight;

    AccountBuilder(SeriesTable series, GroupTable groups, Balance balance, InFlight inFlight) {
        this.series = series;
        this.groups = groups;
        this.balance = balance;
        this.inFlight = inFlight;
    }

    Account build(Anchor anchor) {
        countRunning();
        Map<RecordKind, Totals> totals = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            totals.put(kind, inFlight.outside(kind, balance.totals(kind)));
        }
        return new Account(
                anchor.nowMicros() / 1_000,
                series.accounts(),
                groups.accounts(),
                groups.actorAccounts(anchor.nowNanos()),
                totals,
                readings());
    }

    private void countRunning() {
        for (Actor actor : groups.actors()) {
            actor.recount();
        }
        Lanes.forEachOpen(open -> groups.actor(open.actor()).running(open.startNanos()));
    }

    private List<SelfReading> readings() {
        return Arrays.asList(
                SelfReading.of(SelfMetric.SERIES, series.size()),
                SelfReading.of(SelfMetric.SERIES_OVERFLOW, (double) series.overflowed()),
                SelfReading.of(SelfMetric.ADVICE_ERRORS, (double) SelfCounter.ADVICE_ERRORS.count()));
    }
}
