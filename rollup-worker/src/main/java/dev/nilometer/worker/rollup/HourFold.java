package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that was recorded in one span, folded by series in one pass; then the facts of every dimension. Not
 * thread-safe; used once.
 */
final class HourFold {
    /** Values kept one by one at most: 128 MiB. Beyond it sketches take over, and exact says so. */
    static final int MAX_EXACT_VALUES = 16_000_000;

    private final Map<SeriesInfo, SeriesFold> series = new HashMap<>();
    private long kept;
    private boolean spilled;

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
        if (++kept > MAX_EXACT_VALUES && !spilled) {
            spilled = true;
            series.values().forEach(SeriesFold::spill);
        }
    }

    /** The facts of every group, label sets that equal another group's left out. */
    List<Fact> facts(Dimensions dimensions) {
        Map<Group, GroupFold> groups = new LinkedHashMap<>();
        Map<SeriesFold, List<GroupFold>> whole = new HashMap<>();
        int values = 0;
        for (SeriesFold fold : series.values()) {
            values += fold.kept();
            Sketch sketch = fold.wholeSketch();
            for (Group group : dimensions.of(fold.info())) {
                GroupFold groupFold = groups.computeIfAbsent(group, GroupFold::new);
                groupFold.add(fold, sketch);
                if (group.labelsKey() != null) {
                    whole.computeIfAbsent(fold, ignored -> new ArrayList<>()).add(groupFold);
                }
            }
        }
        whole.values().forEach(twins -> leaveOutLabels(twins, groups));
        long[] scratch = new long[values];
        List<Fact> facts = new ArrayList<>(groups.size());
        groups.values().forEach(group -> facts.add(group.fact(scratch)));
        return facts;
    }

    /** The last of them is the full label set: not needed where another group holds this series and nothing else. */
    private static void leaveOutLabels(List<GroupFold> twins, Map<Group, GroupFold> groups) {
        for (GroupFold twin : twins.subList(0, twins.size() - 1)) {
            if (twin.isFullSet()) {
                groups.remove(twins.get(twins.size() - 1).group());
                return;
            }
        }
    }
}
