package dev.nilometer.worker.rollup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was recorded in one span, folded by series in one pass; then the facts of every dimension. Keeps
 * values one by one up to a bound, 8 bytes each; beyond it sketches take over, and exact says so. Not thread-safe; used
 * once.
 */
final class HourFold {
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
        Map<Group, GroupFold> groups = groups(dimensions);
        for (GroupFold group : List.copyOf(groups.values())) {
            Group twin = group.group().twin();
            if (twin != null && group.isFullSet()) {
                groups.remove(twin);
            }
        }
        List<Fact> facts = new ArrayList<>(groups.size());
        groups.values().forEach(group -> facts.add(group.fact()));
        return facts;
    }

    /** Sharpens those of these facts whose records, as many as they count, all kept their values here. */
    List<Fact> sharpen(List<Fact> facts, Dimensions dimensions) {
        Map<Group, GroupFold> groups = groups(dimensions);
        return facts.stream()
                .map(fact -> sharpen(fact, groups.get(fact.group())))
                .toList();
    }

    private static Fact sharpen(Fact fact, @Nullable GroupFold values) {
        if (values == null || fact.sketched() > 0 || !values.isExact() || values.count() != fact.count()) {
            return fact;
        }
        return fact.sharpened(values.exactPercentiles(fact.sketch().open()));
    }

    private Map<Group, GroupFold> groups(Dimensions dimensions) {
        Map<Group, GroupFold> groups = new LinkedHashMap<>();
        for (SeriesFold fold : series.values()) {
            if (fold.count() > 0) {
                for (Group group : dimensions.of(fold.info())) {
                    groups.computeIfAbsent(group, GroupFold::new).add(fold);
                }
            }
        }
        return groups;
    }

    /** Adds all that another span, which was not spilled, recorded. */
    void absorb(HourFold other) {
        other.series.forEach((info, fold) -> of(info).absorb(fold));
        kept += other.kept;
    }

    /** Values kept one by one. */
    long kept() {
        return kept;
    }

    /** True when it had to give the single values up. */
    boolean spilled() {
        return spilled;
    }
}
