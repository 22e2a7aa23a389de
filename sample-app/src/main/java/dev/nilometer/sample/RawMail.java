package dev.nilometer.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** One message as it waits in the queue. Immutable as long as nobody writes into its bytes, and nobody does. */
final class RawMail {

    private static final int MAX_ID_CHARS = 200;
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private final String id;
    private final int pass;
    private final long number;
    private final Instant enqueuedAt;
    private final byte[] content;

    private RawMail(String id, int pass, long number, byte[] content) {
        this.id = id;
        this.pass = pass;
        this.number = number;
        this.enqueuedAt = Instant.now();
        this.content = content;
    }

    /**
     * A message that is put into the queue now.
     *
     * @param pass over the mailbox, from 1
     * @param number in the mailbox, from 1
     */
    static RawMail of(byte[] content, int pass, long number) {
        return new RawMail(id(content, number), pass, number, content);
    }

    /** The corpus' own name for it ({@code easy-ham-1/02052}), else its Message-ID, else its number. */
    private static String id(byte[] content, long number) {
        String id = "";
        String head = new String(content, 0, Math.min(content.length, MAX_HEAD_BYTES), StandardCharsets.ISO_8859_1);
        for (String line : head.split("\r\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-corpus-file:")) {
                return line.substring("x-corpus-file:".length()).strip().split("\\.", 2)[0];
            }
            if (id.isEmpty() && lower.startsWith("message-id:")) {
                id = line.substring("message-id:".length()).strip();
            }
            if (line.isEmpty()) {
                break;
            }
        }
        return id.isEmpty() ? "message-" + number : id.substring(0, Math.min(id.length(), MAX_ID_CHARS));
    }

    String id() {
        return id;
    }

    int pass() {
        return pass;
    }

    long number() {
        return number;
    }

    Instant enqueuedAt() {
        return enqueuedAt;
    }

    byte[] content() {
        return content;
    }
}
