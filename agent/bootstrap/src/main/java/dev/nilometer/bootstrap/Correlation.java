package dev.nilometer.bootstrap;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What ties executions to each other: the application's own id, or 128 random bits. Immutable. */
final class Correlation {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final @Nullable String given;
    private final long high;
    private final long low;

    private Correlation(@Nullable String given, long high, long low) {
        this.given = given;
        this.high = high;
        this.low = low;
    }

    static Correlation of(String given) {
        return new Correlation(given, 0, 0);
    }

    static Correlation generate() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Correlation(null, random.nextLong(), random.nextLong());
    }

    String text() {
        if (given != null) {
            return given;
        }
        char[] hex = new char[32];
        write(high, hex, 0);
        write(low, hex, 16);
        return new String(hex);
    }

    private static void write(long bits, char[] hex, int from) {
        for (int i = 0; i < 16; i++) {
            hex[from + i] = DIGITS[(int) (bits >>> (60 - 4 * i)) & 15];
        }
    }
}
