package dev.nilometer.sample.mail;

import org.jspecify.annotations.Nullable;

/** What one message gets wrong; its simple name is the error type that is counted. Never about the mailbox itself. */
public abstract sealed class UnreadableMailException extends Exception
        permits BrokenStructureException,
                InvalidDateException,
                MalformedHeaderException,
                MalformedTextException,
                UndecodablePartException,
                UnknownCharsetException {

    UnreadableMailException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    UnreadableMailException(String message) {
        super(message);
    }
}
