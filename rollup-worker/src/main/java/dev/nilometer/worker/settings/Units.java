package dev.nilometer.worker.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
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

    private Units() {}

    static String bytes(String text) {
        return String.valueOf(times(text, BYTES, "a size like 50GiB, or 0 for no cap"));
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
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
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
