package dev.nilometer.sample.mail;

/** A Date header that is not a date of RFC 5322: no zone, a missing digit, a zone of its own invention. */
public final class InvalidDateException extends UnreadableMailException {

    InvalidDateException(String message) {
        super(message);
    }
}
