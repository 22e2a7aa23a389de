package dev.nilometer.core.drain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers how many stages of a kept execution had to fold after all, so that its row says how many really are rows.
 * Rare; bounded at the 1,024 executions that were seen last, so one that folded on its caller's thread is forgotten in
 * time. Belongs to nilometer-drain.
 */
final class StageCorrections {
    private static final int MAX = 1_024;

    private final Map<Long, Integer> folded = new Recent();

    /** One stage of this execution folded. */
    void folded(long execution) {
        folded.merge(execution, 1, Integer::sum);
    }

    /** How many stages of an execution that ended really are rows. */
    int stagesKept(long execution, int counted) {
        if (folded.isEmpty()) {
            return counted;
        }
        Integer less = folded.remove(execution);
        return less == null ? counted : Math.max(0, counted - less);
    }

    private static final class Recent extends LinkedHashMap<Long, Integer> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MAX;
        }
    }
}
