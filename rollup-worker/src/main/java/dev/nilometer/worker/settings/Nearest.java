package dev.nilometer.worker.settings;

import dev.nilometer.model.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the word that somebody probably meant, by edit distance. Stateless. */
final class Nearest {
    private Nearest() {}

    /** Nothing where more than a third of the letters would have to change: that was no slip. */
    static Optional<String> of(String typed, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> EditDistance.between(typed, word)))
                .filter(word -> EditDistance.between(typed, word) * 3 <= word.length());
    }
}
