package dev.nilometer.core.series;

import dev.nilometer.model.Account;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.GroupKey;
import org.jspecify.annotations.Nullable;

/**
 * One group of executions: its name and number, durations and waits since the process started, and what waits to be
 * sketched. Belongs to nilometer-drain; the name is immutable.
 */
public final class ExecutionGroup {
    private final GroupKey key;
    private final int number;
    private final Actor actor;
    private final LiveExemplars exemplars;
    private final LiveValues latency;
    private final LiveValues waits;
    private @Nullable ExecutionSummary pending;
    private long pendingFromMicros;

    ExecutionGroup(GroupKey key, int number, Actor actor, DurationHistograms durations) {
        this.key = key;
        this.number = number;
        this.actor = actor;
        this.exemplars = durations.exemplars();
        this.latency = LiveValues.of(durations, exemplars);
        this.waits = LiveValues.of(durations);
    }

    /** Its name. */
    public GroupKey key() {
        return key;
    }

    /** Its number in the dictionary. */
    public int number() {
        return number;
    }

    /** Whose executions they are. */
    public Actor actor() {
        return actor;
    }

    /** Durations, ns. */
    public LiveValues latency() {
        return latency;
    }

    /** Where some of the durations came from. */
    public LiveExemplars exemplars() {
        return exemplars;
    }

    /** Known waits, ns. */
    public LiveValues waits() {
        return waits;
    }

    /** The summary that waits for the next batch; null when none does. */
    public @Nullable ExecutionSummary pending() {
        return pending;
    }

    /** Start of the quarter of an hour that {@link #pending} belongs to, microseconds. */
    public long pendingFromMicros() {
        return pendingFromMicros;
    }

    /** Begins a summary, or with null ends it. */
    public void pending(long fromMicros, @Nullable ExecutionSummary summary) {
        pendingFromMicros = fromMicros;
        pending = summary;
    }

    /** Heap that it takes, its name and its places in tables included. */
    long heapBytes() {
        ExecutionSummary waiting = pending;
        return Series.NAME_BYTES
                + latency.heapBytes()
                + waits.heapBytes()
                + (waiting == null ? 0 : waiting.heapBytes());
    }

    Account.GroupAccount account() {
        return new Account.GroupAccount(key, latency.account(), waits.account());
    }
}
