package dev.nilometer.store.spool;

import dev.nilometer.model.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much dead processes left below a {@code spool.dir}: it counts against the bound of those that live, so that a host
 * that is started again and again during an outage cannot fill a disk. Stateless; the spool's thread.
 */
final class DeadFolders {
    /** One part in so many of the bound stays the living process's own. */
    static final int LIVING_SHARE = 8;

    private DeadFolders() {}

    /** Bytes in the folders of all streams whose process is no more, adopted by this one or not. */
    static long bytes(Path spoolDir, String ownStream) {
        long sum = 0;
        for (Path folder : dead(spoolDir, ownStream)) {
            sum += Folders.bytes(folder);
        }
        return sum;
    }

    /** Lets the oldest segments of the dead go until the living process has its share. The holes become gaps. */
    static void bound(SpoolSettings settings, String ownStream, Diagnostics diagnostics) {
        long bound = settings.maxBytes() - settings.maxBytes() / LIVING_SHARE;
        long excess = bytes(settings.dir(), ownStream) - bound;
        int gone = 0;
        for (Path segment : excess > 0 ? oldestFirst(settings.dir(), ownStream) : new ArrayList<Path>()) {
            if (excess > 0) {
                excess -= size(segment);
                gone += Folders.deleteQuietly(segment) ? 1 : 0;
            }
        }
        if (gone > 0) {
            diagnostics.warn("processes that are no more had left more than spool.max: their oldest " + gone
                    + " segments are gone");
        }
    }

    /** The last segment of each folder comes behind all others, since what is missing before it becomes a gap. */
    private static List<Path> oldestFirst(Path spoolDir, String ownStream) {
        List<Path> segments = new ArrayList<>();
        List<Path> lasts = new ArrayList<>();
        for (Path folder : dead(spoolDir, ownStream)) {
            List<Path> files = Folders.list(folder);
            files.removeIf(file -> !file.toString().endsWith(".seg"));
            if (!files.isEmpty() && !StreamFolder.isHeldHere(folder)) {
                lasts.add(files.remove(files.size() - 1));
                segments.addAll(files);
            }
        }
        segments.sort(Comparator.comparingLong(Folders::modifiedMillis));
        lasts.sort(Comparator.comparingLong(Folders::modifiedMillis));
        segments.addAll(lasts);
        return segments;
    }

    private static List<Path> dead(Path spoolDir, String ownStream) {
        List<Path> dead = new ArrayList<>();
        for (Path folder : Folders.list(spoolDir)) {
            boolean own = ownStream.equals(String.valueOf(folder.getFileName()));
            if (!own && Adoption.isStream(folder) && isDead(folder)) {
                dead.add(folder);
            }
        }
        return dead;
    }

    /** Held by this process, it was adopted; a folder without segments may be about to be locked by its owner. */
    private static boolean isDead(Path folder) {
        if (StreamFolder.isHeldHere(folder)) {
            return true;
        }
        boolean segments =
                Folders.list(folder).stream().anyMatch(file -> file.toString().endsWith(".seg"));
        StreamFolder held = segments ? StreamFolder.adopt(folder) : null;
        if (held != null) {
            held.release();
        }
        return held != null;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }
}
