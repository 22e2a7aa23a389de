package dev.nilometer.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Bounds texts where they are captured, so that nothing huge is kept alive; the drain cleans them. Lengths are those of
 * model.CleanText. Stateless.
 */
final class Texts {
    private static final int ID_CHARS = 200;
    private static final int LABEL_CHARS = 200;
    private static final int MESSAGE_CHARS = 500;
    private static final int VALUE_CHARS = 8_192;

    private Texts() {}

    /** The text that names an item: a String as it is, of anything else toString(), once. Null when that throws. */
    static @Nullable String item(@Nullable Object item) {
        if (item == null) {
            return null;
        }
        try {
            String text = item.toString();
            return text == null ? null : id(text);
        } catch (Throwable e) {
            SelfCounter.ITEM_ERRORS.increment();
            return null;
        }
    }

    static String id(String text) {
        return cut(text, ID_CHARS);
    }

    static String label(String text) {
        if (text.length() > LABEL_CHARS) {
            SelfCounter.LABELS_CUT.increment();
        }
        return cut(text, LABEL_CHARS);
    }

    static String message(String text) {
        return cut(text, MESSAGE_CHARS);
    }

    static String value(String text) {
        return cut(text, VALUE_CHARS);
    }

    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }
}
