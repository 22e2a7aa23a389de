package dev.nilometer.prometheus;

/** The latest result of one background check. Immutable. */
public final class ReadyCheck {
    private final String name;
    private final boolean healthy;
    private final double latencyMillis;

    private ReadyCheck(String name, boolean healthy, double latencyMillis) {
        this.name = name;
        this.healthy = healthy;
        this.latencyMillis = latencyMillis;
    }

    /** A result, and how long the check took. */
    public static ReadyCheck of(String name, boolean healthy, double latencyMillis) {
        return new ReadyCheck(name, healthy, latencyMillis);
    }

    /** What was checked: database, spool, or a name from the configuration. */
    public String name() {
        return name;
    }

    /** True when it can be used. */
    public boolean healthy() {
        return healthy;
    }

    /** How long what was checked took when it was last used, ms. */
    public double latencyMillis() {
        return latencyMillis;
    }
}
