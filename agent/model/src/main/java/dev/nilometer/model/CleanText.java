package dev.nilometer.model;

/**
 * Makes text safe to store and bounds it: NUL and lone surrogates become U+FFFD, since PostgreSQL refuses the first
 * and silently changes the second, and what is too long is cut at a code point. Stateless, safe from every thread.
 */
public final class CleanText {
    /** Characters of a label's name or value at most. */
    public static final int LABEL_CHARS = 200;

    /** Characters of an item, user or correlation id, or an error type, at most. */
    public static final int ID_CHARS = 200;

    /** Characters of an error message at most. */
    public static final int MESSAGE_CHARS = 500;

    /** Characters of all metadata of an execution together, at most. */
    public static final int METADATA_CHARS = 8_192;

    private CleanText() {}

    /** A label's name or value. */
    public static String label(String text) {
        return clean(text, LABEL_CHARS);
    }

    /** An item, user or correlation id, or an error type. */
    public static String id(String text) {
        return clean(text, ID_CHARS);
    }

    /** An error message. */
    public static String message(String text) {
        return clean(text, MESSAGE_CHARS);
    }

    /** Any text, cut to so many characters (UTF-16 units); the same instance when nothing had to change. */
    public static String clean(String text, int maxChars) {
        int end = cutAt(text, maxChars);
        for (int i = 0; i < end; i++) {
            if (isUnsafe(text, i)) {
                return replaceUnsafe(text, end);
            }
        }
        return end == text.length() ? text : text.substring(0, end);
    }

    private static int cutAt(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text.length();
        }
        boolean splitsPair =
                Character.isHighSurrogate(text.charAt(maxChars - 1)) && Character.isLowSurrogate(text.charAt(maxChars));
        return splitsPair ? maxChars - 1 : maxChars;
    }

    private static String replaceUnsafe(String text, int end) {
        StringBuilder safe = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            safe.append(isUnsafe(text, i) ? '\uFFFD' : text.charAt(i));
        }
        return safe.toString();
    }

    private static boolean isUnsafe(String text, int i) {
        char c = text.charAt(i);
        if (c == 0) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
