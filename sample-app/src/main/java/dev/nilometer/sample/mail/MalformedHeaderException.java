package dev.nilometer.sample.mail;

/** A header line without a usable name or with bytes that are not ASCII, or no header at all. */
public final class MalformedHeaderException extends UnreadableMailException {

    MalformedHeaderException(String message) {
        super(message);
    }

    MalformedHeaderException(String message, Throwable cause) {
        super(message, cause);
    }
}
