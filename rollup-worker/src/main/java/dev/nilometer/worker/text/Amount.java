package dev.nilometer.worker.text;

import java.util.Locale;

/** Numbers as people read them. Stateless. */
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
        while (Math.abs(size) >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
