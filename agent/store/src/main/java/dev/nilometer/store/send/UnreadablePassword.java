package dev.nilometer.store.send;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The password file cannot be read, so nobody was asked for anything. The message names the file and the reason. */
final class UnreadablePassword extends SQLException {
    UnreadablePassword(Path file, IOException cause) {
        super(file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is none";
        }
        return cause instanceof AccessDeniedException ? "no permission" : String.valueOf(cause.getMessage());
    }
}
