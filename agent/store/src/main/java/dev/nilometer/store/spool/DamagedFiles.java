package dev.nilometer.store.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;

/**
 * Where segments go in which something was unreadable, once their intact frames are delivered: the newest three are
 * kept for whoever wants to know. Never throws; what cannot be set aside is deleted. Safe from every thread.
 */
final class DamagedFiles {
    private static final int KEPT = 3;

    private final Path folder;

    DamagedFiles(Path root) {
        this.folder = root.resolve("damaged");
    }

    synchronized void setAside(Path file) {
        try {
            Folders.createPrivate(folder);
            Path owner = file.toAbsolutePath().getParent();
            String stream = owner == null ? "" : owner.getFileName() + "-";
            Path target = folder.resolve(stream + file.getFileName());
            Files.move(file, target);
            Files.setLastModifiedTime(target, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException | RuntimeException e) {
            Folders.deleteQuietly(file);
        }
        List<Path> all = Folders.list(folder);
        all.stream()
                .sorted(Comparator.comparingLong(Folders::modifiedMillis).reversed())
                .skip(KEPT)
                .forEach(Folders::deleteQuietly);
    }
}
