package dev.nilometer.sample.mail;

import org.jspecify.annotations.Nullable;

/** A part whose base64 or quoted-printable cannot be undone, or whose encoding nobody knows. */
public final class UndecodablePartException extends UnreadableMailException {

    UndecodablePartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
