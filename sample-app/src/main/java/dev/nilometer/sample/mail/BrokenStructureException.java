package dev.nilometer.sample.mail;

import org.jspecify.annotations.Nullable;

/** A multipart without its end, or parts nested deeper than anybody means to. */
public final class BrokenStructureException extends UnreadableMailException {

    BrokenStructureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
