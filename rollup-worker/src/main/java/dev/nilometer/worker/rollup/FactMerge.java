package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the facts of short spans into those of a longer one: counts and sums add up, min and max widen, sketches merge.
 * Percentiles then come from the sketch and are never called exact. Not thread-safe; used once.
 *
 * <p>Facts may come in any order; in that of their groups only few sketches are open at a time.
 *
 * <p>A full label set that equalled a single label was left out in the short spans, not necessarily in all of them: so
 * it is gathered from its own facts and from those that stood for it, and left out again only where it still equals.
 */
final class FactMerge {
    private static final int MAX_OPEN = 512;

    private final Map<Group, Merged> groups = new LinkedHashMap<>();
    private final List<Merged> open = new ArrayList<>();

    /** Adds one fact of a short span. */
    void add(Stored fact) {
        add(fact.group(), fact);
        Group twin = fact.group().twin();
        if (fact.fullSet() && twin != null) {
            add(twin, fact);
        }
    }

    private void add(Group group, Stored fact) {
        Merged merged = groups.computeIfAbsent(group, Merged::new);
        if (merged.add(fact)) {
            open.add(merged);
        }
        if (open.size() > MAX_OPEN) {
            open.forEach(Merged::close);
            open.clear();
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
            SketchBytes sketch) {
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
        private @Nullable Sketch sketch;
        private @Nullable SketchBytes closed;
        private final ExactSum sum = new ExactSum();
        private long count;
        private long sketched;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;

        Merged(Group group) {
            this.group = group;
        }

        /** Answers whether its sketch was opened by this. */
        boolean add(Stored fact) {
            boolean opened = sketch == null;
            count += fact.count();
            sketched += fact.sketched();
            sum.add(fact.sum());
            min = Math.min(min, fact.min());
            max = Math.max(max, fact.max());
            open().merge(fact.sketch().open());
            return opened;
        }

        private Sketch open() {
            Sketch opened = sketch;
            if (opened == null) {
                opened = closed == null ? new Sketch() : closed.open();
                sketch = opened;
            }
            return opened;
        }

        void close() {
            closed = SketchBytes.of(open());
            sketch = null;
        }

        Fact fact(boolean fullSet) {
            Sketch whole = open();
            Percentiles percentiles = Percentiles.estimated(whole, min, max, group.divisor());
            SketchBytes bytes = SketchBytes.of(whole);
            sketch = null;
            closed = bytes;
            return new Fact(group, count, sketched, sum.value(), min, max, percentiles, false, fullSet, bytes);
        }
    }
}
