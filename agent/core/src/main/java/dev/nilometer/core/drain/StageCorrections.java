package dev.nilometer.core.drain;

import java.util.HashMap;
import java.util.Map;

/**
 * Remembers how many stages of a kept execution had to fold after all, so that its row says how many really are rows.
 * Rare; bounded at 1,024 executions, beyond which the number is too high by those. Belongs to nilometer-drain.
 */
final class StageCorrections {
    private static final int MAX = 1_024;

    private final Map<Long, Integer> folded = new HashMap<>();

    /** One stage of this execution folded. */
    void folded(long execution) {
        if (folded.size() < MAX || folded.containsKey(execution)) {
            folded.merge(execution, 1, Integer::sum);
        }
    }

    /** How many stages of an execution that ended really are rows. */
    int stagesKept(long execution, int counted) {
        if (folded.isEmpty()) {
            return counted;
        }
        Integer less = folded.remove(execution);
        return less == null ? counted : Math.max(0, counted - less);
    }
}
