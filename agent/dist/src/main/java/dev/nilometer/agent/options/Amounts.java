package dev.nilometer.agent.options;

import java.util.Locale;

/** Texts with units, read strictly. Static; throws {@link IllegalArgumentException} for whatever is not exactly right. */
final class Amounts {
    private static final String[] TIME_UNITS = {"ns", "us", "ms", "s", "m", "h", "d"};
    private static final long[] TIME_NANOS = {
        1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
    };
    private static final String[] SIZE_UNITS = {"B", "KIB", "MIB", "GIB", "KB", "MB", "GB"};
    private static final long[] SIZE_BYTES = {1, 1 << 10, 1 << 20, 1 << 30, 1_000, 1_000_000, 1_000_000_000};

    private Amounts() {}

    static boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException(text);
    }

    static long nanos(String text) {
        return withUnit(text.toLowerCase(Locale.ROOT), TIME_UNITS, TIME_NANOS);
    }

    static long bytes(String text) {
        return withUnit(text.toUpperCase(Locale.ROOT), SIZE_UNITS, SIZE_BYTES);
    }

    /** A whole number, zero or more. */
    static long count(String text) {
        if (digits(text) < text.length()) {
            throw new IllegalArgumentException(text);
        }
        return Long.parseLong(text);
    }

    /** How many 0 to 9 begin the text; the JDK's parsers take the digits of all scripts. */
    private static int digits(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        return digits;
    }

    static double between(double least, double most, double value) {
        if (value >= least && value <= most) {
            return value;
        }
        throw new IllegalArgumentException(); // NaN too
    }

    /** Positive numbers, each greater than the one before. */
    static double[] growing(String text) {
        String[] parts = text.split(",", -1);
        double[] numbers = new double[parts.length];
        double before = 0;
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Double.parseDouble(parts[i].trim());
            between(Math.nextUp(before), Double.MAX_VALUE, numbers[i]);
            before = numbers[i];
        }
        return numbers;
    }

    /** Two amounts of money, "3/15". */
    static double[] pair(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text);
        }
        double most = 1e9;
        return new double[] {
            between(0, most, Double.parseDouble(parts[0].trim())), between(0, most, Double.parseDouble(parts[1].trim()))
        };
    }

    private static long withUnit(String text, String[] units, long[] factors) {
        int digits = digits(text);
        long number = Long.parseLong(text.substring(0, digits));
        String unit = text.substring(digits).trim();
        for (int i = 0; i < units.length; i++) {
            if (units[i].equals(unit) || (number == 0 && unit.isEmpty())) {
                return multiply(number, factors[i]);
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static long multiply(long number, long factor) {
        if (number > Long.MAX_VALUE / factor) {
            throw new IllegalArgumentException();
        }
        return number * factor;
    }
}
