package dev.nilometer.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A password that was given, or that stands in a file: that is looked at again each second, and read again when it was
 * changed. A file that cannot be read any more leaves the password as it was. Used by the listener's thread.
 */
final class Password {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_BYTES = 4 * 1024;

    private final @Nullable Path file;
    private String current;
    private FileTime changed = FileTime.fromMillis(0);
    private long lookedAtNanos = System.nanoTime();

    private Password(@Nullable Path file, String current) {
        this.file = file;
        this.current = current;
    }

    /** Throws {@link IOException} with a sentence when there is none, or it cannot be read. */
    static Password of(Protection protection) throws IOException {
        Path file = protection.passwordFile();
        Password password = new Password(file, protection.password());
        if (file != null) {
            try {
                password.read(file);
            } catch (NoSuchFileException e) {
                throw new IOException(
                        protection.option("http.password-file") + " " + file + " cannot be read (there is none)", e);
            } catch (IOException e) {
                throw new IOException(
                        protection.option("http.password-file") + " " + file + " cannot be read (" + e.getMessage()
                                + ")",
                        e);
            }
        }
        if (password.current.isEmpty()) {
            throw new IOException(protection.option("http.user") + " is set, and "
                    + protection.option("http.password-file") + " gives no password");
        }
        return password;
    }

    String current() {
        long now = System.nanoTime();
        if (file != null && now - lookedAtNanos > LOOK_NANOS) {
            lookedAtNanos = now;
            try {
                read(file);
            } catch (IOException stays) {
                // a file is being replaced, or is gone: what was known counts
            }
        }
        return current;
    }

    private void read(Path from) throws IOException {
        FileTime time = Files.getLastModifiedTime(from);
        if (time.equals(changed)) {
            return;
        }
        if (Files.size(from) > MAX_BYTES) {
            throw new IOException("it is larger than " + MAX_BYTES + " bytes");
        }
        String text = new String(Files.readAllBytes(from), StandardCharsets.UTF_8).strip();
        if (!text.isEmpty()) {
            current = text;
            changed = time;
        }
    }
}
