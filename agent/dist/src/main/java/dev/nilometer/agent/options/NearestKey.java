package dev.nilometer.agent.options;

import java.util.Locale;

/** Finds the known key that a wrong one was probably meant to be. Static, pure. */
final class NearestKey {
    private NearestKey() {}

    /** The known key with the smallest edit distance; the first of several. */
    static String to(String wrong) {
        String text = wrong.toLowerCase(Locale.ROOT);
        String nearest = "";
        int best = Integer.MAX_VALUE;
        for (AgentOption option : AgentOption.values()) {
            int distance = distance(text, option.key());
            if (distance < best) {
                best = distance;
                nearest = option.key();
            }
        }
        return nearest;
    }

    /** Levenshtein: single characters inserted, removed or replaced. */
    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] current = new int[b.length() + 1];
            current[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int replaced = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[b.length()];
    }
}
