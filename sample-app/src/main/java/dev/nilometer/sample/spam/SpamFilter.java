package dev.nilometer.sample.spam;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * In how many spam and ham messages each token was, and what that says about a new message.
 *
 * <p>Thread-safe by one lock. Remembers at most {@link #MAX_TOKENS} tokens; from then on new ones are not learned and the
 * known ones still are.
 */
public final class SpamFilter {

    static final int MAX_TOKENS = 500_000;

    /** Before so many of each kind were learned, every answer is "unsure". */
    private static final int MIN_LESSONS = 10;

    /** How many messages an unknown token's one half is worth (Robinson's s). */
    private static final double PRIOR_WEIGHT = 0.45;

    /** Tokens nearer to one half than this are left out. */
    private static final double MIN_DEVIATION = 0.1;

    /** The strongest tokens are enough. */
    private static final int MAX_EVIDENCE = 150;

    private final Map<String, Seen> seen = new HashMap<>();
    private int spamMessages;
    private int hamMessages;

    public synchronized void learn(Set<String> tokens, boolean spam) {
        if (spam) {
            spamMessages++;
        } else {
            hamMessages++;
        }
        for (String token : tokens) {
            Seen counts = seen.size() < MAX_TOKENS ? seen.computeIfAbsent(token, t -> new Seen()) : seen.get(token);
            if (counts != null) {
                counts.add(spam);
            }
        }
    }

    /** 0 is ham, 1 is spam, one half is "unsure". */
    public synchronized double score(Set<String> tokens) {
        if (Math.min(spamMessages, hamMessages) < MIN_LESSONS) {
            return 0.5;
        }
        double[] strongest = tokens.stream()
                .mapToDouble(this::spamProbability)
                .filter(p -> Math.abs(p - 0.5) >= MIN_DEVIATION)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(b - 0.5), Math.abs(a - 0.5)))
                .limit(MAX_EVIDENCE)
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(strongest); // so that the sum does not depend on the order of equals
        return Fisher.score(strongest);
    }

    private double spamProbability(String token) {
        Seen counts = seen.get(token);
        if (counts == null) {
            return 0.5;
        }
        double spamShare = counts.spam / (double) spamMessages;
        double hamShare = counts.ham / (double) hamMessages;
        double messages = counts.spam + counts.ham;
        double plain = spamShare / (spamShare + hamShare);
        return (PRIOR_WEIGHT * 0.5 + messages * plain) / (PRIOR_WEIGHT + messages);
    }

    /** Guarded by the filter's lock. */
    private static final class Seen {
        private int spam;
        private int ham;

        void add(boolean inSpam) {
            if (inSpam) {
                spam++;
            } else {
                ham++;
            }
        }
    }
}
