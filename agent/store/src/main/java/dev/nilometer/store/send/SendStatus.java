package dev.nilometer.store.send;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the sender was when it was asked. Immutable; holds no secret. */
public final class SendStatus {
    private final String database;
    private final String state;
    private final boolean healthy;
    private final long position;
    private final long answerNanos;
    private final long lastSendEpochMillis;
    private final @Nullable String lastError;
    private final Map<String, Long> failures;
    private final @Nullable FleetSettings fleet;

    SendStatus(
            String database,
            String state,
            boolean healthy,
            long position,
            long answerNanos,
            long lastSendEpochMillis,
            @Nullable String lastError,
            Map<String, Long> failures,
            @Nullable FleetSettings fleet) {
        this.database = database;
        this.state = state;
        this.healthy = healthy;
        this.position = position;
        this.answerNanos = answerNanos;
        this.lastSendEpochMillis = lastSendEpochMillis;
        this.lastError = lastError;
        this.failures = new TreeMap<>(failures);
        this.fleet = fleet;
    }

    /** Host, port and database name. */
    public String database() {
        return database;
    }

    /** One sentence: what it does, or what keeps it from sending. */
    public String state() {
        return state;
    }

    /** True when the last try reached the database and found it fit. False before the first. */
    public boolean isHealthy() {
        return healthy;
    }

    /** The position that the database last confirmed. */
    public long position() {
        return position;
    }

    /** How long the database took for the latest step, its answer included; 0 before the first. */
    public long answerNanos() {
        return answerNanos;
    }

    /** When a group was last stored; 0 = never. */
    public long lastSendEpochMillis() {
        return lastSendEpochMillis;
    }

    /** What the last failure said; null when there was none. */
    public @Nullable String lastError() {
        return lastError;
    }

    /** Failed sends by reason. */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    /** What the database last told its fleet; null before the first answer. */
    public @Nullable FleetSettings fleet() {
        return fleet;
    }
}
