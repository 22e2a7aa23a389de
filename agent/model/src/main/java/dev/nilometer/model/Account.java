package dev.nilometer.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Everything that /metrics shows, as of one pass of the drain: what each series, group and actor has done since the
 * process started. Immutable, safe from every thread; whoever made it must not keep the lists.
 */
public final class Account {
    private final long atEpochMillis;
    private final List<SeriesAccount> series;
    private final List<GroupAccount> groups;
    private final List<ActorAccount> actors;
    private final Map<RecordKind, Totals> totals;
    private final List<SelfReading> readings;

    /** Puts an account together; collections are taken over, not copied. */
    public Account(
            long atEpochMillis,
            List<SeriesAccount> series,
            List<GroupAccount> groups,
            List<ActorAccount> actors,
            Map<RecordKind, Totals> totals,
            List<SelfReading> readings) {
        this.atEpochMillis = atEpochMillis;
        this.series = Collections.unmodifiableList(series);
        this.groups = Collections.unmodifiableList(groups);
        this.actors = Collections.unmodifiableList(actors);
        this.totals = Collections.unmodifiableMap(totals);
        this.readings = Collections.unmodifiableList(readings);
    }

    /** When the pass ran. */
    public long atEpochMillis() {
        return atEpochMillis;
    }

    /** Every series with what it holds. */
    public List<SeriesAccount> series() {
        return series;
    }

    /** Every execution group with what it holds. */
    public List<GroupAccount> groups() {
        return groups;
    }

    /** Every actor with what it is doing. */
    public List<ActorAccount> actors() {
        return actors;
    }

    /** The balance by kind. */
    public Map<RecordKind, Totals> totals() {
        return totals;
    }

    /** What the drain tells about itself, the balance aside. */
    public List<SelfReading> readings() {
        return readings;
    }

    /** One series since the process started. Immutable. */
    public static final class SeriesAccount {
        private final SeriesKey key;
        private final ValueAccount values;
        private final long last;

        /** A series, what it holds, and its latest value. */
        public SeriesAccount(SeriesKey key, ValueAccount values, long last) {
            this.key = key;
            this.values = values;
            this.last = last;
        }

        /** Its name. */
        public SeriesKey key() {
            return key;
        }

        /** Its values. */
        public ValueAccount values() {
            return values;
        }

        /** The latest value, base units: what a gauge shows. */
        public long last() {
            return last;
        }
    }

    /** One execution group since the process started. Immutable. */
    public static final class GroupAccount {
        private final GroupKey key;
        private final ValueAccount latency;
        private final ValueAccount waits;

        /** A group with its durations and waits, ns. */
        public GroupAccount(GroupKey key, ValueAccount latency, ValueAccount waits) {
            this.key = key;
            this.latency = latency;
            this.waits = waits;
        }

        /** Its name. */
        public GroupKey key() {
            return key;
        }

        /** Durations, ns. */
        public ValueAccount latency() {
            return latency;
        }

        /** Known waits, ns. */
        public ValueAccount waits() {
            return waits;
        }
    }

    /** One actor right now. Immutable. */
    public static final class ActorAccount {
        private final String actor;
        private final long inProgress;
        private final double oldestSeconds;
        private final double lastEpochSeconds;

        /** An actor, how many of its executions are open, the age of the oldest, and when the last one ended. */
        public ActorAccount(String actor, long inProgress, double oldestSeconds, double lastEpochSeconds) {
            this.actor = actor;
            this.inProgress = inProgress;
            this.oldestSeconds = oldestSeconds;
            this.lastEpochSeconds = lastEpochSeconds;
        }

        /** Its name. */
        public String actor() {
            return actor;
        }

        /** Executions that started and have not ended. */
        public long inProgress() {
            return inProgress;
        }

        /** Age of the oldest open one, seconds; 0 when none is open. */
        public double oldestSeconds() {
            return oldestSeconds;
        }

        /** When the last one ended, seconds since 1970; 0 when none has. */
        public double lastEpochSeconds() {
            return lastEpochSeconds;
        }
    }
}
