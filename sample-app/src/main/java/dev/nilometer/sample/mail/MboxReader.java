package dev.nilometer.sample.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an mbox into messages, one at a time and never more than one in memory, at most {@link #MAX_MESSAGE_BYTES} each.
 *
 * <p>The format is mboxrd: a line that begins with {@code From } starts a message, and one {@code >} is taken off lines
 * that begin with any number of them before {@code From }. Lines come out ending in CR LF, as they travelled. For one
 * thread.
 */
public final class MboxReader implements Closeable {

    static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
    private static final byte[] SEPARATOR = {'F', 'r', 'o', 'm', ' '};

    private final BufferedInputStream in;
    private final Mailbox mailbox;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    /** A separator was read, and the message behind it was not. */
    private boolean messageAhead = true;

    MboxReader(BufferedInputStream in, Mailbox mailbox) throws IOException {
        this.in = in;
        this.mailbox = mailbox;
        in.mark(SEPARATOR.length);
        byte[] first = in.readNBytes(SEPARATOR.length);
        in.reset();
        if (first.length == 0) {
            throw new UnreadableMailboxException(mailbox + " is empty: there is no message in it.");
        }
        if (!separates(first, 0)) {
            throw new UnreadableMailboxException(mailbox + " is not an mbox: it does not begin with \"From \".");
        }
        readLine();
    }

    /** The next message, headers and body, or null at the end. */
    public byte @Nullable [] next() throws UnreadableMailboxException {
        try {
            return messageAhead ? readMessage() : null;
        } catch (UnreadableMailboxException e) {
            throw e;
        } catch (IOException e) {
            throw mailbox.failure(e);
        }
    }

    private byte[] readMessage() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(8192);
        boolean blankHeldBack = false;
        byte[] next = readLine();
        while (next != null && !separates(next, 0)) {
            if (blankHeldBack) {
                append(message, new byte[0], 0);
            }
            // The empty line before a separator belongs to the mbox, not to the message.
            blankHeldBack = next.length == 0;
            if (!blankHeldBack) {
                append(message, next, quoted(next) ? 1 : 0);
            }
            next = readLine();
        }
        messageAhead = next != null;
        return message.toByteArray();
    }

    private void append(ByteArrayOutputStream message, byte[] bytes, int from) throws IOException {
        if (message.size() + bytes.length > MAX_MESSAGE_BYTES) {
            throw tooLarge();
        }
        message.write(bytes, from, bytes.length - from);
        message.write('\r');
        message.write('\n');
    }

    private static boolean quoted(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] == '>') {
            at++;
        }
        return at > 0 && separates(bytes, at);
    }

    private static boolean separates(byte[] bytes, int at) {
        for (int i = 0; i < SEPARATOR.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != SEPARATOR[i]) {
                return false;
            }
        }
        return true;
    }

    /** Without its line end, LF or CR LF; null at the end. */
    private byte @Nullable [] readLine() throws IOException {
        line.reset();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == MAX_MESSAGE_BYTES) {
                throw tooLarge();
            }
            line.write(next);
            next = in.read();
        }
        return withoutCarriageReturn(line.toByteArray());
    }

    private static byte[] withoutCarriageReturn(byte[] bytes) {
        boolean present = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return present ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private UnreadableMailboxException tooLarge() {
        return new UnreadableMailboxException(mailbox + " holds a message of more than 32 MiB.");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
