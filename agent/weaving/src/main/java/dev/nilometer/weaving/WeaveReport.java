package dev.nilometer.weaving;

import java.util.ArrayList;
import java.util.List;

/**
 * What was woven and what was refused, for /v1/status.
 *
 * <p>Written by the threads that load classes, read by any; one short lock, taken for classes with a hit only. Keeps the
 * first 1,024 woven members and the first 256 refused ones; beyond that it goes on counting.
 */
public final class WeaveReport {

    static final int WOVEN_LIMIT = 1024;
    static final int REFUSED_LIMIT = 256;

    private final List<WovenMember> woven = new ArrayList<>();
    private final List<RefusedMember> refused = new ArrayList<>();
    private long wovenCount;
    private long refusedCount;

    WeaveReport() {}

    synchronized void woven(List<WovenMember> members) {
        for (WovenMember member : members) {
            wovenCount++;
            if (woven.size() < WOVEN_LIMIT) {
                woven.add(member);
            }
        }
    }

    synchronized void refused(List<RefusedMember> members) {
        for (RefusedMember member : members) {
            refusedCount++;
            if (refused.size() < REFUSED_LIMIT) {
                refused.add(member);
            }
        }
    }

    /** The first woven members, in the order of weaving; a copy. */
    public synchronized List<WovenMember> woven() {
        return List.copyOf(woven);
    }

    /** The first refused members, in the order of weaving; a copy. */
    public synchronized List<RefusedMember> refused() {
        return List.copyOf(refused);
    }

    /** How many members were woven in all, those not listed included. */
    public synchronized long wovenCount() {
        return wovenCount;
    }

    /** How many members were refused in all, those not listed included. */
    public synchronized long refusedCount() {
        return refusedCount;
    }
}
