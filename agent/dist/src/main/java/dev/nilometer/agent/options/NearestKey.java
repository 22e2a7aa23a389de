package dev.nilometer.agent.options;

import dev.nilometer.model.EditDistance;
import java.util.Locale;

/** Finds the known key that a wrong one was probably meant to be. Static, pure. */
final class NearestKey {
    /** What is longer than any key can be is compared no further: it may be as long as a command line. */
    private static final int LONGEST = 64;

    private NearestKey() {}

    /** The known key with the smallest edit distance; the first of several. */
    static String to(String wrong) {
        String text = wrong.substring(0, Math.min(wrong.length(), LONGEST)).toLowerCase(Locale.ROOT);
        String nearest = "";
        int best = Integer.MAX_VALUE;
        for (AgentOption option : AgentOption.values()) {
            int distance = EditDistance.between(text, option.key());
            if (distance < best) {
                best = distance;
                nearest = option.key();
            }
        }
        return nearest;
    }
}
