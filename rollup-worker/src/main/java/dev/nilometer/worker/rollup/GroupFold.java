package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.util.ArrayList;
import java.util.List;

/** The series of one group in one span, and the fact they make together. Not thread-safe. */
final class GroupFold {
    /** So many are put in order faster than the bins of a sketch are looked through. */
    private static final int FEW = 512;

    private final Group group;
    private final List<SeriesFold> members = new ArrayList<>();

    GroupFold(Group group) {
        this.group = group;
    }

    void add(SeriesFold member) {
        members.add(member);
    }

    Group group() {
        return group;
    }

    /** True when all its records have exactly the labels that its labels key names. */
    boolean isFullSet() {
        return members.size() == 1 && members.get(0).info().labelsKey().equals(group.labelsKey());
    }

    /** Values that its members kept one by one. */
    int kept() {
        return members.stream().mapToInt(SeriesFold::kept).sum();
    }

    /** Records of its members. */
    long count() {
        return members.stream().mapToLong(SeriesFold::count).sum();
    }

    /** True when every record is among the kept values. */
    boolean isExact() {
        return members.stream().allMatch(SeriesFold::isExact);
    }

    /** The fact. */
    Fact fact() {
        long count = 0;
        long sketched = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        boolean exact = true;
        ExactSum sum = new ExactSum();
        Sketch sketch = new Sketch();
        for (SeriesFold member : members) {
            count += member.count();
            sketched += member.sketched();
            sum.add(member.sum());
            min = Math.min(min, member.min());
            max = Math.max(max, member.max());
            exact &= member.isExact();
            member.addTo(sketch);
        }
        Percentiles percentiles =
                exact ? exactPercentiles(sketch) : Percentiles.estimated(sketch, min, max, group.divisor());
        return new Fact(
                group, count, sketched, sum.value(), min, max, percentiles, exact, isFullSet(), SketchBytes.of(sketch));
    }

    /**
     * From every single value; asked only while those are kept.
     *
     * @param sketch of the same values
     */
    Percentiles exactPercentiles(Sketch sketch) {
        int kept = kept();
        if (kept > FEW) {
            return Percentiles.exact(members, sketch, group.divisor());
        }
        long[] values = new long[kept];
        int size = 0;
        for (SeriesFold member : members) {
            size = member.copyKept(values, size);
        }
        return Percentiles.exact(values, size, group.divisor());
    }
}
