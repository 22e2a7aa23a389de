package dev.nilometer.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads a zip archive that lies, not compressed, as one entry in another one: the libraries inside the agent jar. The
 * JDK goes through all entries of a jar when it opens one, which it does with the agent's at each start of a host: 4 to
 * 13 ms for the 4,000 classes of our libraries, and 1 ms with them behind one entry (2026-11-22). This class reads the
 * inner directory when the first library is needed, beside the application.
 *
 * <p>Format: PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16, as our build writes it: no comment behind the directory, not
 * more than 65,535 entries, no encryption, stored or deflated. Safe from every thread: one reads at a time. Holds the
 * directory (about 100 bytes an entry) and an open file until it is closed.
 */
final class StoredZip implements Closeable {
    private static final int END_BYTES = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int DIRECTORY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int STORED = 0;
    private static final int ENDING_BYTES = ".classdata".length();
    private static final int HASHED_BYTES = 20;

    private final RandomAccessFile file;
    private final long start;
    private final byte[] directory;

    /** Where in the directory an entry begins, plus one, by its name's hash; twice as many places as entries, or more. */
    private final int[] places;

    /** One for all entries: each has a window of its own outside the heap, to be cleared. */
    private final Inflater inflater = new Inflater(true);

    private StoredZip(RandomAccessFile file, long start, long end) throws IOException {
        this.file = file;
        this.start = start;
        byte[] last = read(end - END_BYTES, END_BYTES);
        if (int32(last, 0) != END_SIGNATURE) {
            throw new IOException("no zip archive ends here");
        }
        int entries = int16(last, 10);
        this.directory = read(start + unsigned32(last, 16), int32(last, 12));
        this.places = new int[Integer.highestOneBit(Math.max(1, entries)) * 4];
        int at = 0;
        for (int i = 0; i < entries; i++) {
            put(at);
            at += DIRECTORY_BYTES + nameBytes(at) + int16(directory, at + 30) + int16(directory, at + 32);
        }
    }

    /**
     * The archive that is an entry of this file.
     *
     * @throws IOException when it is not there or cannot be read
     */
    static StoredZip in(File outer, String entry) throws IOException {
        RandomAccessFile file = new RandomAccessFile(outer, "r");
        try {
            StoredZip all = new StoredZip(file, 0, file.length());
            int at = all.find(entry.getBytes(StandardCharsets.UTF_8));
            if (at < 0 || int16(all.directory, at + 10) != STORED) {
                throw new IOException(outer + " has no stored entry " + entry);
            }
            long begin = all.dataOf(at);
            all.inflater.end();
            return new StoredZip(file, begin, begin + unsigned32(all.directory, at + 24));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** An entry's bytes; null when there is none of this name. */
    byte @Nullable [] read(String name) throws IOException {
        int at = find(name.getBytes(StandardCharsets.UTF_8));
        if (at < 0) {
            return null;
        }
        byte[] packed = read(dataOf(at), int32(directory, at + 20));
        return int16(directory, at + 10) == STORED ? packed : inflate(packed, int32(directory, at + 24), name);
    }

    private byte[] inflate(byte[] packed, int size, String name) throws IOException {
        byte[] bytes = new byte[size];
        synchronized (inflater) {
            inflater.reset();
            inflater.setInput(packed);
            try {
                int filled = 0;
                while (filled < size) {
                    int count = inflater.inflate(bytes, filled, size - filled);
                    if (count == 0) {
                        throw new EOFException(name);
                    }
                    filled += count;
                }
            } catch (DataFormatException e) {
                throw new IOException(name, e);
            }
        }
        return bytes;
    }

    /** Where the bytes of an entry begin in the file: behind its local header, which may be longer than the directory's. */
    private long dataOf(int at) throws IOException {
        long local = start + unsigned32(directory, at + 42);
        byte[] header = read(local, LOCAL_BYTES);
        return local + LOCAL_BYTES + int16(header, 26) + int16(header, 28);
    }

    private byte[] read(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        synchronized (file) {
            file.seek(from);
            file.readFully(bytes);
        }
        return bytes;
    }

    // ------------------------------------------------------------------ names

    private void put(int at) {
        int place = hash(directory, at + DIRECTORY_BYTES, nameBytes(at)) & places.length - 1;
        while (places[place] != 0) {
            place = place + 1 & places.length - 1;
        }
        places[place] = at + 1;
    }

    private int find(byte[] name) {
        int place = hash(name, 0, name.length) & places.length - 1;
        while (places[place] != 0) {
            int at = places[place] - 1;
            if (isName(at, name)) {
                return at;
            }
            place = place + 1 & places.length - 1;
        }
        return -1;
    }

    private boolean isName(int at, byte[] name) {
        boolean same = nameBytes(at) == name.length;
        for (int i = 0; same && i < name.length; i++) {
            same = directory[at + DIRECTORY_BYTES + i] == name[i];
        }
        return same;
    }

    /** Of the end of the name before its ending, where names differ: this runs interpreted, once for each entry. */
    private static int hash(byte[] bytes, int from, int count) {
        int hash = count;
        int end = from + Math.max(0, count - ENDING_BYTES);
        for (int i = Math.max(from, end - HASHED_BYTES); i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 16;
    }

    private int nameBytes(int at) {
        return int16(directory, at + 28);
    }

    // ------------------------------------------------------------------ little-endian numbers

    private static int int16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | int16(bytes, at + 2) << 16;
    }

    private static long unsigned32(byte[] bytes, int at) {
        return int32(bytes, at) & 0xffff_ffffL;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        file.close();
    }
}
