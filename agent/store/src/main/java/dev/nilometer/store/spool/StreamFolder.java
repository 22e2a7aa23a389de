package dev.nilometer.store.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A stream's folder, held by a file lock for as long as this object is not released: only its holder may touch it.
 *
 * <p>POSIX gives up a process's lock when that process closes any descriptor of the file. So a lock file that this
 * process holds is never opened a second time: what is held is remembered here. Safe from every thread.
 */
final class StreamFolder {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private StreamFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates and locks a folder. */
    static StreamFolder create(Path path) throws IOException {
        Folders.createPrivate(path);
        StreamFolder folder = lock(path);
        if (folder == null) {
            throw new IOException(path + " is held by another process");
        }
        return folder;
    }

    /** True when this process holds it. */
    static boolean isHeldHere(Path path) {
        try {
            return HELD.contains(path.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** Locks an existing folder; null while its owner lives, or when it is gone or not ours. */
    static @Nullable StreamFolder adopt(Path path) {
        try {
            return Files.isDirectory(path) ? lock(path) : null;
        } catch (IOException | RuntimeException notOurs) {
            return null;
        }
    }

    private static @Nullable StreamFolder lock(Path path) throws IOException {
        Path held = path.toRealPath();
        if (!HELD.add(held)) {
            return null;
        }
        StreamFolder folder = null;
        try {
            folder = lockUnheld(held);
            return folder;
        } finally {
            if (folder == null) {
                HELD.remove(held);
            }
        }
    }

    private static @Nullable StreamFolder lockUnheld(Path path) throws IOException {
        Path file = path.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null && Files.exists(file)) {
                return new StreamFolder(path, channel);
            }
        } catch (OverlappingFileLockException ownProcess) {
            // held by a copy of this class behind another loader
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    Path path() {
        return path;
    }

    /** Lets another process have it. */
    void release() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // the lock goes with the process at the latest
        }
        HELD.remove(path);
    }

    /** Deletes the folder when nothing but bookkeeping is left in it, and lets go of it. */
    void remove() {
        boolean empty = Folders.list(path).stream().allMatch(file -> isBookkeeping(file));
        if (empty) {
            Folders.list(path).forEach(Folders::deleteQuietly);
            Folders.deleteQuietly(path);
        }
        release();
    }

    private static boolean isBookkeeping(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals("lock") || name.startsWith("settled") || name.endsWith(Compaction.DRAFT);
    }
}
