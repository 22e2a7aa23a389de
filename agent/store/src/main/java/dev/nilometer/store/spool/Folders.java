package dev.nilometer.store.spool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Folders and files that only their owner may read (0700, 0600 where the file system knows modes). Stateless. */
final class Folders {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Folders() {}

    static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createPrivate(parent);
        }
        try {
            Files.createDirectory(folder, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    static void createPrivateFile(Path file) throws IOException {
        Files.createFile(file, mode("rw-------"));
    }

    private static FileAttribute<?>[] mode(String mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Why a file could not be written, in words: what the JDK says of it is often the path alone. */
    static String reason(Exception e) {
        String path = e instanceof FileSystemException ? ((FileSystemException) e).getFile() + ": " : "";
        if (e instanceof AccessDeniedException) {
            return path + "no permission";
        }
        if (e instanceof FileAlreadyExistsException) {
            return path + "a file of that name is there already";
        }
        if (e instanceof NoSuchFileException) {
            return path + "no such file or folder, and it cannot be made";
        }
        return String.valueOf(e.getMessage());
    }

    /** What is in a folder, by name; nothing when it cannot be read. */
    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> sorted = new ArrayList<>();
            entries.sorted().forEach(sorted::add);
            return sorted;
        } catch (IOException | RuntimeException unreadable) {
            return new ArrayList<>();
        }
    }

    static boolean deleteQuietly(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** When a file was last written, ms since 1970; 0 when it is gone. */
    static long modifiedMillis(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Bytes of all files directly inside. */
    static long bytes(Path folder) {
        long sum = 0;
        for (Path file : list(folder)) {
            try {
                sum += Files.isRegularFile(file) ? Files.size(file) : 0;
            } catch (IOException gone) {
                // deleted meanwhile
            }
        }
        return sum;
    }
}
