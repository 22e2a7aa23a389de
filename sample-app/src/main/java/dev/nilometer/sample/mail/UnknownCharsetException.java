package dev.nilometer.sample.mail;

import org.jspecify.annotations.Nullable;

/** A charset that no JDK knows. */
public final class UnknownCharsetException extends UnreadableMailException {

    UnknownCharsetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
