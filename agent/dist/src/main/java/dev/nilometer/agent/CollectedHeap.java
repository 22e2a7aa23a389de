package dev.nilometer.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What the last collections left in the heap. Loaded only where there is java.management, and when the heap looks full. */
final class CollectedHeap {
    private CollectedHeap() {}

    /** Bytes that were in use when each pool was last collected, all pools of the heap together. */
    static long usedBytes() {
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            sum += left == null ? 0 : left.getUsed();
        }
        return sum;
    }
}
