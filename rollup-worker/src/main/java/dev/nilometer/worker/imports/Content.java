package dev.nilometer.worker.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * What a file holds once it is unpacked (a gzip file is known by its first bytes, whatever its name), and the identity of
 * its import: SHA-256 of that content and the size of the chunks. The same content under another name, packed or not, is
 * the same import. Immutable; reading may be done as often as one likes.
 */
final class Content {
    private static final int GZIP_MAGIC = 0x1F8B;

    private final Path file;
    private final UUID identity;
    private final long bytes;

    private Content(Path file, UUID identity, long bytes) {
        this.file = file;
        this.identity = identity;
        this.bytes = bytes;
    }

    /** Reads the whole file once. */
    static Content of(Path file, int chunkBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = open(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
            }
        }
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(chunkBytes).array());
        return new Content(file, identity(digest.digest()), bytes);
    }

    /** The first 128 bits, marked as a UUID of one's own making (version 8). */
    private static UUID identity(byte[] hash) {
        ByteBuffer bits = ByteBuffer.wrap(hash);
        long high = (bits.getLong() & ~0xF000L) | 0x8000L;
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The unpacked bytes. */
    InputStream open() throws IOException {
        return open(file);
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The stream of this import. */
    UUID identity() {
        return identity;
    }

    /** Length, unpacked. */
    long bytes() {
        return bytes;
    }
}
