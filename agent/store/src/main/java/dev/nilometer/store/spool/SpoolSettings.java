package dev.nilometer.store.spool;

import java.nio.file.Path;

/** How the spool keeps frames. Immutable. */
public final class SpoolSettings {
    /** {@code spool.max} when nothing is said: 64 MiB. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    private final Path dir;
    private final long maxBytes;
    private final boolean fsync;

    private SpoolSettings(Path dir, long maxBytes, boolean fsync) {
        this.dir = dir;
        this.maxBytes = maxBytes;
        this.fsync = fsync;
    }

    /**
     * Settings.
     *
     * @param dir the folder shared by all JVMs of this user; created with mode 0700 when absent
     * @param maxBytes bound of this process's frames on disk; 10 % of the free disk when that is less
     * @param fsync whether each write waits for the disk
     */
    public static SpoolSettings of(Path dir, long maxBytes, boolean fsync) {
        return new SpoolSettings(dir, Math.max(1 << 20, maxBytes), fsync);
    }

    /** The folder shared by all JVMs of this user. */
    public Path dir() {
        return dir;
    }

    /** Bound of this process's frames on disk, at least 1 MiB. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Whether each write waits for the disk. */
    public boolean fsync() {
        return fsync;
    }
}
