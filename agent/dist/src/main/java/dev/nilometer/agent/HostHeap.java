package dev.nilometer.agent;

/**
 * The heap of this JVM. Asks {@link Runtime} alone until that says half full; then java.management is loaded, if the
 * host has it. Never when the heap looks full already: where its static initialisers find no memory, the JVM has no
 * management for the rest of its life, nor has the host. One thread.
 */
final class HostHeap implements HeapWatch.Heap {
    private static final double LOAD_FROM = 0.5;
    private static final double LOAD_BELOW = 0.85;

    private final Runtime runtime = Runtime.getRuntime();
    private final boolean hasManagement =
            ModuleLayer.boot().findModule("java.management").isPresent();
    private boolean managementIsLoaded;

    @Override
    public double used() {
        double used = (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
        if (hasManagement && !managementIsLoaded && used >= LOAD_FROM && used < LOAD_BELOW) {
            CollectedHeap.usedBytes();
            managementIsLoaded = true;
        }
        return used;
    }

    @Override
    public double usedAfterCollection() {
        return managementIsLoaded ? (double) CollectedHeap.usedBytes() / runtime.maxMemory() : 0;
    }
}
