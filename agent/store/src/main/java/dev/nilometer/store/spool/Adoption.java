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

    private static boolean isStream(Path path) {
        try {
            UUID.fromString(String.valueOf(path.getFileName()));
            return true;
        } catch (IllegalArgumentException someOtherFolder) {
            return false;
        }
    }
}
