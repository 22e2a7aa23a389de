package dev.nilometer.sample;

import java.util.Locale;

/**
 * What the spam filter thinks of a message.
 *
 * @param score 0 is ham, 1 is spam, one half is "unsure"
 */
record Opinion(double score) {

    boolean spam() {
        return score > 0.5;
    }

    /** From one half, "unsure", to 1. */
    double confidence() {
        return Math.max(score, 1 - score);
    }

    Confidence bucket() {
        return Confidence.of(confidence());
    }

    /** The three buckets that the agent counts in, too. */
    enum Confidence {
        HIGH,
        MEDIUM,
        LOW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Confidence of(double confidence) {
            if (confidence >= 0.85) {
                return HIGH;
            }
            return confidence >= 0.6 ? MEDIUM : LOW;
        }
    }
}
