package dev.nilometer.weaving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was woven and what was refused, for /v1/status.
 *
 * <p>Written by the threads that load classes, read by any; one short lock, taken for classes with a hit only. A member
 * is kept once, however many class loaders bring it: a server that redeploys must not push out what is deployed later.
 * Keeps the first 1,024 woven members and the first 256 refused ones; beyond that it goes on counting.
 */
public final class WeaveReport {

    static final int WOVEN_LIMIT = 1024;
    static final int REFUSED_LIMIT = 256;

    private final Map<String, WovenMember> woven = new LinkedHashMap<>();
    private final Map<String, RefusedMember> refused = new LinkedHashMap<>();
    private long wovenCount;
    private long refusedCount;
    private volatile boolean executions;

    WeaveReport() {}

    synchronized void woven(List<WovenMember> members) {
        for (WovenMember member : members) {
            wovenCount++;
            String identity = member.identity();
            WovenMember before = woven.get(identity);
            if (before != null) {
                woven.put(identity, member.after(before));
            } else if (woven.size() < WOVEN_LIMIT) {
                woven.put(identity, member);
            }
        }
    }

    /** A class that begins executions was woven. */
    void executions() {
        executions = true;
    }

    boolean hasExecutions() {
        return executions;
    }

    synchronized void refused(List<RefusedMember> members) {
        for (RefusedMember member : members) {
            refusedCount++;
            if (refused.size() < REFUSED_LIMIT || refused.containsKey(member.identity())) {
                refused.put(member.identity(), member);
            }
        }
    }

    /** The first woven members, in the order of weaving; a copy. */
    public synchronized List<WovenMember> woven() {
        return new ArrayList<>(woven.values());
    }

    /** The first refused members, in the order of weaving; a copy. */
    public synchronized List<RefusedMember> refused() {
        return new ArrayList<>(refused.values());
    }

    /** How many members were woven in all: again counts again, and those not listed are included. */
    public synchronized long wovenCount() {
        return wovenCount;
    }

    /** How many members were refused in all: again counts again, and those not listed are included. */
    public synchronized long refusedCount() {
        return refusedCount;
    }
}
