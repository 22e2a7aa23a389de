package dev.nilometer.sample.mail;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages come from: an mbox file, plain or gzipped (told by its first bytes, not by its name), or the
 * corpus inside this jar. Immutable; can be opened any number of times.
 */
public final class Mailbox {

    private static final String CORPUS = "/emails.mbox.gz";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final @Nullable Path file;

    private Mailbox(@Nullable Path file) {
        this.file = file;
    }

    /** The 650 messages that are part of this jar. */
    public static Mailbox corpus() {
        return new Mailbox(null);
    }

    public static Mailbox of(Path file) {
        return new Mailbox(file);
    }

    /** Starts reading from the first message. */
    public MboxReader open() throws UnreadableMailboxException {
        try {
            return new MboxReader(unpacked(new BufferedInputStream(bytes(), BUFFER_BYTES)), this);
        } catch (UnreadableMailboxException e) {
            throw e;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private InputStream bytes() throws IOException {
        if (file == null) {
            return Objects.requireNonNull(Mailbox.class.getResourceAsStream(CORPUS), CORPUS);
        }
        if (Files.notExists(file)) {
            throw new UnreadableMailboxException("There is no file " + file + ".");
        }
        if (Files.isDirectory(file)) {
            throw new UnreadableMailboxException(file + " is a folder; an mbox file is needed.");
        }
        return Files.newInputStream(file);
    }

    private static BufferedInputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzipped ? new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES) : in;
    }

    /** An I/O failure while reading, as a sentence that names the file. */
    UnreadableMailboxException failure(IOException e) {
        return new UnreadableMailboxException(this + " cannot be read: " + reason(e) + ".", e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof EOFException) {
            return "the compressed data ends too early";
        }
        return e instanceof ZipException ? "the compressed data is damaged" : String.valueOf(e.getMessage());
    }

    @Override
    public String toString() {
        return file == null ? "the bundled corpus" : file.toString();
    }
}
