package dev.nilometer.worker.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The password file cannot be read; the message is the whole sentence. To callers a login that failed. */
public final class UnreadablePassword extends SQLException {
    UnreadablePassword(Path file, String reason, IOException cause) {
        super("cannot read the password file " + file + ": " + reason, "28000", cause);
    }
}
