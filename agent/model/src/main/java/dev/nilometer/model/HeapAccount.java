package dev.nilometer.model;

/**
 * What one part of the agent holds of the host's heap, and how much it may: a line of the ledger in /v1/status. Bytes are
 * added up from the lengths of what is held, with compressed references. Immutable.
 */
public final class HeapAccount {
    /** What every bound is divided by: 2 on a heap below 128 MiB, else 1. */
    public static final int DIVISOR = Runtime.getRuntime().maxMemory() < 128L << 20 ? 2 : 1;

    private final String name;
    private final long usedBytes;
    private final long boundBytes;

    private HeapAccount(String name, long usedBytes, long boundBytes) {
        this.name = name;
        this.usedBytes = usedBytes;
        this.boundBytes = boundBytes;
    }

    /** A line of the ledger. */
    public static HeapAccount of(String name, long usedBytes, long boundBytes) {
        return new HeapAccount(name, usedBytes, boundBytes);
    }

    /** Whose bytes they are: one word or two, with an underscore. */
    public String name() {
        return name;
    }

    /** Bytes held right now. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Bytes that may be held. */
    public long boundBytes() {
        return boundBytes;
    }

    @Override
    public String toString() {
        return name + " " + usedBytes + " of " + boundBytes;
    }
}
