package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.math.BigInteger;
import java.time.Instant;
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
 * <p>A full label set that equalled another group was left out in the short spans, not necessarily in the same ones: so
 * it is gathered from its own facts and from those that stood for it, and left out again only where it still equals.
 */
final class FactMerge {
    private final Map<Group, Merged> groups = new LinkedHashMap<>();
    private final Set<Twin> counted = new HashSet<>();

    /** Adds one fact of the span that starts here. */
    void add(Instant start, Stored fact) {
        groups.computeIfAbsent(fact.group(), Merged::new).add(fact);
        String labelsKey = fact.group().labelsKey();
        if (!fact.fullSet()
                || labelsKey == null
                || Group.LABELS.equals(fact.group().dimensionType())) {
            return;
        }
        Group labels = labelsOf(fact.group(), labelsKey);
        if (counted.add(new Twin(labels, start))) {
            groups.computeIfAbsent(labels, Merged::new).add(fact);
        }
    }

    private static Group labelsOf(Group group, String labelsKey) {
        return new Group(
                group.service(),
                group.environment(),
                group.metric(),
                Group.LABELS,
                labelsKey,
                labelsKey,
                group.divisor());
    }

    /** The facts of the longer span. */
    List<Fact> facts() {
        Set<Group> leftOut = new HashSet<>();
        List<Merged> twins = new ArrayList<>();
        for (Merged merged : groups.values()) {
            String labelsKey = merged.group.labelsKey();
            if (labelsKey != null && !Group.LABELS.equals(merged.group.dimensionType())) {
                Merged labels = groups.get(labelsOf(merged.group, labelsKey));
                if (labels != null && labels.count == merged.count) {
                    leftOut.add(labels.group);
                    twins.add(merged);
                }
            }
        }
        List<Fact> facts = new ArrayList<>();
        for (Merged merged : groups.values()) {
            if (!leftOut.contains(merged.group)) {
                boolean isLabels = Group.LABELS.equals(merged.group.dimensionType());
                facts.add(merged.fact(isLabels || twins.contains(merged)));
            }
        }
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
            Sketch sketch) {}

    /** A label set that was already gathered from another group's fact of the span that starts here. */
    private record Twin(Group labels, Instant start) {}

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
