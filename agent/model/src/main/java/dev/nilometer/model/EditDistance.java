package dev.nilometer.model;

/**
 * How far two names are apart, for "did you mean": Levenshtein's distance (1966), the single characters to insert,
 * remove or replace. Stateless, safe from every thread; not for long texts: its time is the product of the lengths.
 */
public final class EditDistance {
    private EditDistance() {}

    /** 0 for equal names; upper and lower case differ. */
    public static int between(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
