package dev.nilometer.bootstrap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys and values by turns in a small array that is copied on each change. Stateless. */
final class Metadata {
    private static final int MAX_ENTRIES = 64;

    private Metadata() {}

    /** A copy with one entry added or replaced; null when it would be too long. */
    static String @Nullable [] with(String[] before, String key, String value, int maxChars) {
        int at = indexOf(before, key);
        if (at == before.length && at >= 2 * MAX_ENTRIES) {
            return null;
        }
        String[] after = Arrays.copyOf(before, Math.max(before.length, at + 2));
        after[at] = key;
        after[at + 1] = value;
        int chars = 0;
        for (String text : after) {
            chars += text.length();
        }
        return chars <= maxChars ? after : null;
    }

    private static int indexOf(String[] entries, String key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(key)) {
                return i;
            }
        }
        return entries.length;
    }
}
