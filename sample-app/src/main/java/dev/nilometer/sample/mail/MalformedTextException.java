package dev.nilometer.sample.mail;

/** Text whose bytes do not exist in the charset it claims (US-ASCII when it claims none). */
public final class MalformedTextException extends UnreadableMailException {

    MalformedTextException(String message, Throwable cause) {
        super(message, cause);
    }
}
