package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges the facts of short spans into those of a longer one: counts and sums add up, min and max widen, sketches merge.
 * Percentiles then come from the sketch and are never called exact. Not thread-safe; used once.
 *
 * <p>A full label set that equalled a single label was left out in the short spans, not necessarily in all of them: so
 * it is gathered from its own facts and from those that stood for it, and left out again only where it still equals.
 */
final class FactMerge {
    private final Map<Group, Merged> groups = new LinkedHashMap<>();

    /** Adds one fact of a short span. */
    void add(Stored fact) {
        groups.computeIfAbsent(fact.group(), Merged::new).add(fact);
        Group twin = fact.group().twin();
        if (fact.fullSet() && twin != null) {
            groups.computeIfAbsent(twin, Merged::new).add(fact);
        }
    }

    /** The facts of the longer span. */
    List<Fact> facts() {
        Set<Group> leftOut = new HashSet<>();
        Set<Group> fullSets = new HashSet<>();
        groups.forEach((group, merged) -> {
            Group twin = group.twin();
            Merged fullSet = twin == null ? null : groups.get(twin);
            // A label set's records are among those of its label: as many of them are the same ones.
            if (fullSet != null && fullSet.count == merged.count) {
                leftOut.add(fullSet.group);
                fullSets.add(group);
            } else if (group.isFullSet()) {
                fullSets.add(group);
            }
        });
        List<Fact> facts = new ArrayList<>();
        groups.forEach((group, merged) -> {
            if (!leftOut.contains(group)) {
                facts.add(merged.fact(fullSets.contains(group)));
            }
        });
        return facts;
    }

    /** A fact as it is stored. Immutable. */
    record Stored(
            Group group,
            long count,
            long sketched,
            BigInteger sum,
            long min,
            long max,
            boolean fullSet,
            Sketch sketch) {
        /** As it would be stored. */
        static Stored of(Fact fact) {
            return new Stored(
                    fact.group(),
                    fact.count(),
                    fact.sketched(),
                    fact.sum(),
                    fact.min(),
                    fact.max(),
                    fact.fullSet(),
                    fact.sketch());
        }
    }

    private static final class Merged {
        private final Group group;
        private final Sketch sketch = new Sketch();
        private final ExactSum sum = new ExactSum();
        private long count;
        private long sketched;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;

        Merged(Group group) {
            this.group = group;
        }

        void add(Stored fact) {
            count += fact.count();
            sketched += fact.sketched();
            sum.add(fact.sum());
            min = Math.min(min, fact.min());
            max = Math.max(max, fact.max());
            sketch.merge(fact.sketch());
        }

        Fact fact(boolean fullSet) {
            Percentiles percentiles = Percentiles.estimated(sketch, min, max, group.divisor());
            return new Fact(group, count, sketched, sum.value(), min, max, percentiles, false, fullSet, sketch);
        }
    }
}
