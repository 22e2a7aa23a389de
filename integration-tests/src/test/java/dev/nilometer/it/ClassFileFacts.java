package dev.nilometer.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the first bytes of a class file tell without loading it.
 *
 * @param version the major version: 52 is Java 8, 55 is Java 11
 * @param invokeDynamic whether the constant pool holds a dynamic call site: a lambda, a concatenation, a method reference
 */
record ClassFileFacts(int version, boolean invokeDynamic) {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int INVOKE_DYNAMIC = 18;

    /** Reads up to the end of the constant pool and leaves the stream open. */
    static ClassFileFacts read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        data.skipNBytes(2);
        int version = data.readUnsignedShort();
        int entries = data.readUnsignedShort();
        boolean dynamic = false;
        for (int i = 1; i < entries; i++) {
            int tag = data.readUnsignedByte();
            dynamic |= tag == INVOKE_DYNAMIC;
            data.skipNBytes(tag == 1 ? data.readUnsignedShort() : lengthOf(tag));
            i += tag == 5 || tag == 6 ? 1 : 0;
        }
        return new ClassFileFacts(version, dynamic);
    }

    /** Bytes behind the tag, for all but text (JVM specification, table 4.4-A). */
    private static int lengthOf(int tag) throws IOException {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("unknown constant " + tag);
        };
    }
}
