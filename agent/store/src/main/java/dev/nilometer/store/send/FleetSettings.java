package dev.nilometer.store.send;

/** What the database tells each of its agents, with every hello and every commit. Immutable. */
public final class FleetSettings {
    /** {@link #rowsPerSecond} without a cap. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final long rowsPerSecond;
    private final long sendIntervalMillis;
    private final boolean enabled;
    private final double oldestDirtySeconds;
    private final long acceptFromMicros;
    private final long acceptUntilMicros;

    FleetSettings(
            long rowsPerSecond,
            long sendIntervalMillis,
            boolean enabled,
            double oldestDirtySeconds,
            long acceptFromMicros,
            long acceptUntilMicros) {
        this.rowsPerSecond = rowsPerSecond;
        this.sendIntervalMillis = sendIntervalMillis;
        this.enabled = enabled;
        this.oldestDirtySeconds = oldestDirtySeconds;
        this.acceptFromMicros = acceptFromMicros;
        this.acceptUntilMicros = acceptUntilMicros;
    }

    /** This process's share of the row budget; {@link #UNLIMITED} when there is no cap. */
    public long rowsPerSecond() {
        return rowsPerSecond;
    }

    /** The time between sends that the database asks for, ms. */
    public long sendIntervalMillis() {
        return sendIntervalMillis;
    }

    /** False when the fleet is switched off: nothing is sent until it is switched on again. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Age of the oldest closed hour that is not rolled up; 0 when there is none. */
    public double oldestDirtySeconds() {
        return oldestDirtySeconds;
    }

    /** True when the same instants are late, and the same in the future. */
    boolean acceptsLike(FleetSettings other) {
        return acceptFromMicros == other.acceptFromMicros && acceptUntilMicros == other.acceptUntilMicros;
    }

    /** Instants before it are late: microseconds since 1970 UTC. */
    long acceptFromMicros() {
        return acceptFromMicros;
    }

    /** Instants from here on are in the future: microseconds since 1970 UTC. */
    long acceptUntilMicros() {
        return acceptUntilMicros;
    }

    @Override
    public String toString() {
        return (enabled ? "" : "disabled, ")
                + (rowsPerSecond == UNLIMITED ? "no cap" : rowsPerSecond + " rows/s")
                + ", every " + sendIntervalMillis + " ms";
    }
}
