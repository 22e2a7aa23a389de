package dev.nilometer.core.series;

import dev.nilometer.model.Account;

/** What one actor is doing and what is slow for it. Belongs to nilometer-drain. */
public final class Actor {
    private final String name;
    private final MinuteLimit slow = new MinuteLimit();
    private long lastEndMicros;
    private long open;
    private long oldestStartNanos;

    Actor(String name) {
        this.name = name;
    }

    /** What is slow. */
    public MinuteLimit slow() {
        return slow;
    }

    /** One of its executions ended, microseconds since 1970. */
    public void ended(long atMicros) {
        lastEndMicros = Math.max(lastEndMicros, atMicros);
    }

    /** Forgets which executions run: they are about to be counted again. */
    public void recount() {
        open = 0;
    }

    /** One of its executions runs, since this instant of {@link System#nanoTime}. */
    public void running(long startNanos) {
        oldestStartNanos = open == 0 || startNanos - oldestStartNanos < 0 ? startNanos : oldestStartNanos;
        open++;
    }

    Account.ActorAccount account(long nowNanos) {
        double oldestSeconds = open == 0 ? 0 : Math.max(0, nowNanos - oldestStartNanos) / 1e9;
        return new Account.ActorAccount(name, open, oldestSeconds, lastEndMicros / 1e6);
    }
}
