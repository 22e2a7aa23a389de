package dev.nilometer.agent.options;

import dev.nilometer.model.EditDistance;
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
            int distance = EditDistance.between(text, option.key());
            if (distance < best) {
                best = distance;
                nearest = option.key();
            }
        }
        return nearest;
    }
}
