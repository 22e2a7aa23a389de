package dev.nilometer.worker.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as people write them, into text that PostgreSQL reads. Each throws with what would be right. Stateless. */
final class Units {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([a-zA-Z]*)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "tib", 1L << 40);
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L);

    /** Less than a day of anything. Whoever says 100 means another unit. */
    private static final long MIN_CAP_BYTES = 1 << 20;

    private static final int MAX_DAYS = 3_650;

    /** Dimensions that are no labels. */
    private static final Set<String> NO_LABELS = Set.of("all", "labels", "user");

    private Units() {}

    static String bytes(String text) {
        long bytes = times(text, BYTES, "a size like 50GiB, or 0 for no cap");
        if (bytes > 0 && bytes < MIN_CAP_BYTES) {
            throw new IllegalArgumentException("must be at least 1MiB, or 0 for no cap; without a unit it is bytes");
        }
        return String.valueOf(bytes);
    }

    /** A size as {@link #bytes(String)} reads it, in the largest unit of which it is a multiple. */
    static String bytes(long bytes) {
        for (String unit : List.of("TiB", "GiB", "MiB", "KiB")) {
            long size = Objects.requireNonNull(BYTES.get(unit.toLowerCase(Locale.ROOT)));
            if (bytes > 0 && bytes % size == 0) {
                return bytes / size + unit;
            }
        }
        return String.valueOf(bytes);
    }

    static String days(String text) {
        long days = times(text, Map.of("", 1L), "a number of days");
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("must be between 1 and " + MAX_DAYS + " days");
        }
        return String.valueOf(days);
    }

    static @Nullable String rate(String text) {
        return text.equals("none") ? null : String.valueOf(times(text, Map.of("", 1L), "rows a second, or none"));
    }

    static String sendInterval(String text) {
        long millis = times(text, MILLIS, "a time like 2s or 500ms");
        if (millis < 200 || millis > 60_000) {
            throw new IllegalArgumentException("must be between 200ms and 60s");
        }
        return String.valueOf(millis);
    }

    static String flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text;
    }

    /** As an array literal of PostgreSQL. */
    static String dimensions(String text) {
        return Arrays.stream(text.isEmpty() ? new String[0] : text.split(",", -1))
                .map(Units::dimension)
                .distinct()
                .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Labels joined by '+'; a name that is empty, or has a space in it, is a slip of the hand and no label. */
    private static String dimension(String text) {
        String dimension = text.strip();
        if (NO_LABELS.contains(dimension)) {
            throw new IllegalArgumentException("'" + dimension + "' is no label; 'all' and 'labels' are always there");
        }
        for (String name : dimension.split("\\+", -1)) {
            if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
                throw new IllegalArgumentException(
                        "'" + dimension + "' is no label, nor labels joined by '+'; write a,b+c without spaces");
            }
        }
        return dimension;
    }

    private static long times(String text, Map<String, Long> units, String wanted) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("must be " + wanted);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is too large", e);
        }
    }
}
