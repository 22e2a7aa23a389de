package dev.nilometer.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The little of a class file that says in which order classes must be defined: its supertypes. Static, pure. */
final class ClassHeader {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;

    private ClassHeader() {}

    /** Internal names of the superclass and the interfaces. */
    static List<String> supertypes(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipBytes(8);
        int entries = in.readUnsignedShort();
        String[] texts = new String[entries];
        int[] names = new int[entries];
        for (int i = 1; i < entries; i++) {
            int tag = in.readUnsignedByte();
            if (tag == UTF8) {
                texts[i] = in.readUTF();
            } else if (tag == CLASS) {
                names[i] = in.readUnsignedShort();
            } else {
                in.skipBytes(size(tag));
                i += tag == 5 || tag == 6 ? 1 : 0; // long and double take two numbers
            }
        }
        in.skipBytes(4);
        List<String> supertypes = new ArrayList<>();
        supertypes.add(texts[names[in.readUnsignedShort()]]);
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            supertypes.add(texts[names[in.readUnsignedShort()]]);
        }
        return supertypes;
    }

    /** Bytes after the tag: JVMS 4.4. */
    private static int size(int tag) throws IOException {
        switch (tag) {
            case 8: // String
            case 16: // MethodType
            case 19: // Module
            case 20: // Package
                return 2;
            case 15: // MethodHandle
                return 3;
            case 3: // Integer
            case 4: // Float
            case 9: // Fieldref
            case 10: // Methodref
            case 11: // InterfaceMethodref
            case 12: // NameAndType
            case 17: // Dynamic
            case 18: // InvokeDynamic
                return 4;
            case 5: // Long
            case 6: // Double
                return 8;
            default:
                throw new IOException("constant pool tag " + tag);
        }
    }
}
