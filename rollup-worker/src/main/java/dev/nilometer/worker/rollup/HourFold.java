package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that was recorded in one span, folded by series in one pass; then the facts of every dimension. Keeps
 * values one by one up to a bound, 8 bytes each; beyond it sketches take over, and exact says so. Not thread-safe; used
 * once.
 */
final class HourFold {
    /** 128 MiB. */
    static final int MAX_EXACT_VALUES = 16_000_000;

    private final Map<SeriesInfo, SeriesFold> series = new HashMap<>();
    private final int maxValues;
    private long kept;
    private boolean spilled;

    /** @param maxValues values kept one by one at most */
    HourFold(int maxValues) {
        this.maxValues = maxValues;
    }

    /** The fold of one series, for {@link #add}. */
    SeriesFold of(SeriesInfo info) {
        return series.computeIfAbsent(info, this::start);
    }

    private SeriesFold start(SeriesInfo info) {
        SeriesFold fold = new SeriesFold(info);
        if (spilled) {
            fold.spill();
        }
        return fold;
    }

    /** Adds one row to a fold of this span. */
    void add(SeriesFold fold, long value) {
        fold.add(value);
        if (++kept > maxValues && !spilled) {
            spilled = true;
            series.values().forEach(SeriesFold::spill);
        }
    }

    /** The facts of every group; a full label set is left out where a single label holds it and nothing else. */
    List<Fact> facts(Dimensions dimensions) {
        Map<Group, GroupFold> groups = new LinkedHashMap<>();
        int values = 0;
        for (SeriesFold fold : series.values()) {
            if (fold.count() > 0) {
                values += fold.kept();
                Sketch sketch = fold.wholeSketch();
                for (Group group : dimensions.of(fold.info())) {
                    groups.computeIfAbsent(group, GroupFold::new).add(fold, sketch);
                }
            }
        }
        for (GroupFold group : List.copyOf(groups.values())) {
            Group twin = group.group().twin();
            if (twin != null && group.isFullSet()) {
                groups.remove(twin);
            }
        }
        long[] scratch = new long[values];
        List<Fact> facts = new ArrayList<>(groups.size());
        groups.values().forEach(group -> facts.add(group.fact(scratch)));
        return facts;
    }
}
