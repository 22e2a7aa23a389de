package dev.nilometer.store.spool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds the folders of dead processes below a {@code spool.dir}. Stateless. */
public final class Adoption {
    private Adoption() {}

    /** Takes hold of every stream in this folder whose process is no more; the caller closes each. Never throws. */
    public static List<DeadStream> adopt(Path spoolDir) {
        List<DeadStream> adopted = new ArrayList<>();
        DamagedFiles damaged = new DamagedFiles(spoolDir);
        for (Path path : Folders.list(spoolDir)) {
            if (isStream(path)) {
                DeadStream stream = DeadStream.adopt(path, damaged);
                if (stream != null) {
                    adopted.add(stream);
                }
            }
        }
        return adopted;
    }

    /** How many streams have frames in this folder, whoever holds them. */
    public static int streams(Path spoolDir) {
        int streams = 0;
        for (Path path : Folders.list(spoolDir)) {
            boolean frames =
                    Folders.list(path).stream().anyMatch(file -> file.toString().endsWith(".seg"));
            streams += isStream(path) && frames ? 1 : 0;
        }
        return streams;
    }

    static boolean isStream(Path path) {
        try {
            UUID.fromString(String.valueOf(path.getFileName()));
            return true;
        } catch (IllegalArgumentException someOtherFolder) {
            return false;
        }
    }
}
