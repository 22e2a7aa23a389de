package dev.nilometer.weaving;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Tells in one pass over the constant pool whether a class file mentions any of some names.
 *
 * <p>Runs for every class the application loads, so it allocates nothing and compares bytes. A name in the pool is a
 * suspicion and not more: a string constant looks the same as the descriptor of an annotation. A class file that is cut
 * off or of an unknown form is no hit; the JVM itself will say what is wrong with it. Immutable, for any thread.
 */
final class ConstantPoolScan {

    private static final int COUNT_AT = 8;
    private static final int POOL_AT = 10;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    /** Bytes after the tag of each kind of entry; -1 for tags that do not exist. Utf8 has its own length. */
    private static final int[] SIZES = {-1, 2, -1, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, -1, -1, 3, 2, 4, 4, 2, 2};

    /** The names by their length: few entries of a pool are as long as one of them. */
    private final byte[][][] namesByLength;

    ConstantPoolScan(Collection<String> asciiNames) {
        int longest = -1;
        for (String name : asciiNames) {
            longest = Math.max(longest, name.length());
        }
        namesByLength = new byte[longest + 1][0][];
        for (String name : asciiNames) {
            byte[][] alike = namesByLength[name.length()];
            byte[][] more = Arrays.copyOf(alike, alike.length + 1);
            more[alike.length] = name.getBytes(StandardCharsets.US_ASCII);
            namesByLength[name.length()] = more;
        }
    }

    /** True when one of the names is an entry of the pool, whole and exact. */
    boolean hits(byte[] classFile) {
        if (classFile.length < POOL_AT) {
            return false;
        }
        int entries = unsignedShort(classFile, COUNT_AT);
        int at = POOL_AT;
        for (int entry = 1; entry < entries && at + 3 <= classFile.length; entry++) {
            int tag = classFile[at];
            if (tag <= 0 || tag >= SIZES.length || SIZES[tag] < 0) {
                return false;
            }
            int size = SIZES[tag];
            if (tag == UTF8) {
                int length = unsignedShort(classFile, at + 1);
                if (length < namesByLength.length && isName(classFile, at + 3, length)) {
                    return true;
                }
                size += length;
            } else if (tag == LONG || tag == DOUBLE) {
                entry++; // takes two numbers
            }
            at += 1 + size;
        }
        return false;
    }

    private boolean isName(byte[] classFile, int from, int length) {
        byte[][] alike = namesByLength[length];
        int to = from + length;
        if (alike.length == 0 || to > classFile.length) {
            return false;
        }
        for (byte[] name : alike) {
            if (Arrays.equals(classFile, from, to, name, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
