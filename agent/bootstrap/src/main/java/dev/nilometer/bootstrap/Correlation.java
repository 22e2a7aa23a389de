package dev.nilometer.bootstrap;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What ties executions to each other when the application gives no id of its own: 64 random bits of this process and the
 * number of the outermost execution, which no other one here has. Written when somebody reads it. Stateless.
 */
final class Correlation {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final long PROCESS = ThreadLocalRandom.current().nextLong();

    private Correlation() {}

    /** 32 hex digits. */
    static String text(long root) {
        char[] hex = new char[32];
        write(PROCESS, hex, 0);
        write(root, hex, 16);
        return new String(hex);
    }

    private static void write(long bits, char[] hex, int from) {
        for (int i = 0; i < 16; i++) {
            hex[from + i] = DIGITS[(int) (bits >>> (60 - 4 * i)) & 15];
        }
    }
}
