package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that one series recorded in one span: the values of its rows while they are kept one by one, and the sums of its
 * sketch rows. Base units. Not thread-safe.
 */
final class SeriesFold {
    private static final int MANY = 512;

    private final SeriesInfo info;
    private long[] values = new long[16];
    private int kept;
    private final Sketch sketch = new Sketch();
    private @Nullable Sketch whole;
    private final ExactSum sum = new ExactSum();
    private long count;
    private long sketched;
    private boolean spilled;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    SeriesFold(SeriesInfo info) {
        this.info = info;
    }

    /** One row. */
    void add(long value) {
        if (spilled) {
            sketch.add(Math.max(0, value));
        } else {
            if (kept == values.length) {
                values = Arrays.copyOf(values, kept + (kept >> 1));
            }
            values[kept++] = value;
        }
        sum.add(value);
        count++;
        widen(value, value);
    }

    /** One sketch row. */
    void addSketched(Summary more) {
        if (more.count() > 0) {
            sketch.merge(more.sketch());
            sum.add(more.sum());
            count += more.count();
            sketched += more.count();
            widen(more.min(), more.max());
        }
    }

    /** Adds all that another span of this series recorded, which kept its values. */
    void absorb(SeriesFold other) {
        if (values.length - kept < other.kept) {
            values = Arrays.copyOf(values, Math.max(kept + other.kept, kept + (kept >> 1)));
        }
        System.arraycopy(other.values, 0, values, kept, other.kept);
        kept += other.kept;
        sketch.merge(other.sketch);
        sum.add(other.sum);
        count += other.count;
        sketched += other.sketched;
        widen(other.min, other.max);
    }

    /** Gives up the single values: percentiles come from the sketch from here on. */
    void spill() {
        addKept(sketch);
        spilled = true;
        kept = 0;
        values = new long[0];
    }

    private void widen(long low, long high) {
        min = Math.min(min, low);
        max = Math.max(max, high);
    }

    /** A negative value can only have been imported; it counts as zero in the sketch, and exactly elsewhere. */
    private void addKept(Sketch target) {
        for (int i = 0; i < kept; i++) {
            target.add(Math.max(0, values[i]));
        }
    }

    SeriesInfo info() {
        return info;
    }

    /** Values kept one by one. */
    int kept() {
        return kept;
    }

    /** The first {@link #kept} are the values kept; not to be changed. */
    long[] values() {
        return values;
    }

    /** Copies the kept values there, answers the place after them. */
    int copyKept(long[] target, int at) {
        System.arraycopy(values, 0, target, at, kept);
        return at + kept;
    }

    /**
     * Adds rows and sketch rows to the sketch of a group. A series of many rows keeps its own sketch for the next group;
     * one of few adds them again, which takes less time than merging a thousand bins, and no memory.
     */
    void addTo(Sketch target) {
        if (kept < MANY) {
            addKept(target);
            target.merge(sketch);
            return;
        }
        Sketch known = whole;
        if (known == null) {
            known = new Sketch();
            addKept(known);
            known.merge(sketch);
            whole = known;
        }
        target.merge(known);
    }

    long count() {
        return count;
    }

    long sketched() {
        return sketched;
    }

    /** True when every record is among the kept values. */
    boolean isExact() {
        return sketched == 0 && !spilled;
    }

    ExactSum sum() {
        return sum;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }
}
