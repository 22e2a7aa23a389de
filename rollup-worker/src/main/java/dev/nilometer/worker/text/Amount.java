package dev.nilometer.worker.text;

import java.time.Duration;

/** Numbers as people read them; none is negative. Stateless. */
public final class Amount {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1_024;

    private Amount() {}

    /** {@code 1 hour}, {@code 24 hours}. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Bytes in the largest unit that they fill, to a tenth: {@code 310.4 MiB}; below a KiB they are whole. */
    public static String ofBytes(long bytes) {
        int unit = 0;
        double size = bytes;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : tenths(Math.round(size * 10)) + " " + UNITS[unit];
    }

    /** {@code 1.2 s}. */
    public static String of(Duration time) {
        return tenths(Math.round(time.toMillis() / 100.0)) + " s";
    }

    /** Without a formatter, which loads the locales of the world. */
    private static String tenths(long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }
}
