package dev.nilometer.agent.ready;

import dev.nilometer.model.Diagnostics;
import dev.nilometer.prometheus.ReadyCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the user's addresses in turn and keeps the latest answers. {@link #run} and {@link #runOnce} belong to one
 * thread, {@link #results} to all. A check that never ran is not healthy.
 */
public final class BackgroundChecks implements Runnable {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<Probe> probes = new ArrayList<>();
    private final Diagnostics log;
    private volatile List<ReadyCheck> results;

    /** Checks of these addresses by name, in the order of the map. */
    public BackgroundChecks(Map<String, String> addresses, Diagnostics log) {
        this.log = log;
        List<ReadyCheck> unknown = new ArrayList<>();
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            probes.add(new Probe(address.getKey(), address.getValue()));
            unknown.add(ReadyCheck.of(address.getKey(), false, 0));
        }
        results = Collections.unmodifiableList(unknown);
    }

    /** The latest answers. */
    public List<ReadyCheck> results() {
        return results;
    }

    /** Asks all, again and again, until the thread is interrupted. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            runOnce();
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /** Asks all, once. */
    void runOnce() {
        List<ReadyCheck> fresh = new ArrayList<>();
        for (Probe probe : probes) {
            long startNanos = System.nanoTime();
            boolean healthy = isThere(probe);
            fresh.add(ReadyCheck.of(probe.name(), healthy, (System.nanoTime() - startNanos) / 1e6));
        }
        results = Collections.unmodifiableList(fresh);
    }

    private boolean isThere(Probe probe) {
        try {
            return probe.isThere();
        } catch (IOException | RuntimeException away) {
            log.debug("ready." + probe.name() + ": " + away);
            return false;
        }
    }
}
