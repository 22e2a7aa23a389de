package dev.nilometer.bootstrap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Labels that an application gives by turns: name, value, name, value. Bounded; stateless. */
final class Labels {
    private static final int MAX_LABELS = 16;

    private Labels() {}

    /** A clean copy: pairs with null, repeated names, a last name without a value and more than 16 are left out. */
    static String[] of(@Nullable String @Nullable [] given) {
        return append(new String[0], given);
    }

    /** As {@link #of}, behind a first label that no other replaces. */
    static String[] with(String name, String value, @Nullable String @Nullable [] given) {
        return append(new String[] {name, value}, given);
    }

    private static String[] append(String[] first, @Nullable String @Nullable [] given) {
        if (given == null || given.length < 2) {
            return first;
        }
        String[] labels = Arrays.copyOf(first, Math.min(first.length + given.length, 2 * MAX_LABELS));
        int size = first.length;
        for (int i = 0; i + 1 < given.length && size < labels.length; i += 2) {
            String name = given[i];
            String value = given[i + 1];
            if (name != null && value != null && !has(labels, size, Texts.label(name))) {
                labels[size++] = Texts.label(name);
                labels[size++] = Texts.label(value);
            }
        }
        return Arrays.copyOf(labels, size);
    }

    private static boolean has(String[] labels, int size, String name) {
        for (int i = 0; i < size; i += 2) {
            if (labels[i].equals(name)) {
                return true;
            }
        }
        return false;
    }
}
