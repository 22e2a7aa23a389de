package dev.nilometer.sample.mail;

import java.io.IOException;

/** The mailbox itself cannot be read; the message is one sentence for the person who named it. */
public final class UnreadableMailboxException extends IOException {

    UnreadableMailboxException(String sentence) {
        super(sentence);
    }

    UnreadableMailboxException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
