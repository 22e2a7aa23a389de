package dev.nilometer.bootstrap;

/** How much the record path may hold; halved on a heap below 128 MiB. Constants of this JVM. */
final class Limits {
    static final int SHARE = Runtime.getRuntime().maxMemory() < 128L << 20 ? 2 : 1;

    /** Lanes with a thread of their own; with the shared ones at most 8 MiB. */
    static final int OWN_LANES = 220 / SHARE;

    /** Lanes that virtual threads, and threads without a lane of their own, share; a power of two. */
    static final int SHARED_LANES = 16 / SHARE;

    /** Fold tables of lanes; with the shared cells at most 4 MiB. */
    static final int FOLD_TABLES = 182 / SHARE;

    /** Tables behind {@link SharedCells}, {@value FoldTable#ENTRIES} cells each; a power of two. */
    static final int SHARED_TABLES = 16 / SHARE;

    /** Names of keys, bytes. */
    static final long KEY_BYTES = (4L << 20) / SHARE;

    /** Asynchronous executions that are listed as running. */
    static final int LISTED_ASYNC = 8_192 / SHARE;

    /** Executions that found the queue of their lane full; a power of two. */
    static final int SPILLED = 1_024 / SHARE;

    /** Tasks that were handed over in an execution and have not begun, and as many threads. */
    static final int CARRIED = 8_192 / SHARE;

    /** Sites by name. */
    static final int SITES = 4_096;

    /** Actors with a number of their own. */
    static final int ACTORS = 256;

    /** Queues whose depth is asked for. */
    static final int PROBES = 4_096;

    private Limits() {}
}
