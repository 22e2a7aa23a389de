package dev.nilometer.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The little of a class file that says in which order classes must be defined: its supertypes, whose names are ASCII.
 * Steps over everything else without reading it, because it runs while a class may wait. Static, pure.
 */
final class ClassHeader {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int POOL_AT = 10;

    private ClassHeader() {}

    /** Internal names of the superclass and the interfaces. */
    static List<String> supertypes(byte[] classFile) throws IOException {
        int entries = unsignedShort(classFile, POOL_AT - 2);
        int[] starts = new int[entries];
        int at = POOL_AT;
        for (int i = 1; i < entries; i++) {
            starts[i] = at + 1;
            int tag = classFile[at];
            at += 1 + (tag == UTF8 ? 2 + unsignedShort(classFile, at + 1) : size(tag));
            i += tag == 5 || tag == 6 ? 1 : 0; // long and double take two numbers
        }
        int superclassAt = at + 4;
        List<String> supertypes = new ArrayList<>();
        supertypes.add(className(classFile, starts, unsignedShort(classFile, superclassAt)));
        int interfaces = unsignedShort(classFile, superclassAt + 2);
        for (int i = 1; i <= interfaces; i++) {
            supertypes.add(className(classFile, starts, unsignedShort(classFile, superclassAt + 2 + 2 * i)));
        }
        return supertypes;
    }

    /** Empty for entry 0: Object has no superclass. */
    private static String className(byte[] classFile, int[] starts, int entry) {
        if (entry == 0) {
            return "";
        }
        int text = starts[unsignedShort(classFile, starts[entry])];
        return new String(classFile, text + 2, unsignedShort(classFile, text), StandardCharsets.US_ASCII);
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /** Bytes after the tag: JVMS 4.4. */
    private static int size(int tag) throws IOException {
        switch (tag) {
            case CLASS:
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
