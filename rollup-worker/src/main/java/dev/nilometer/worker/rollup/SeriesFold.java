package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import java.util.Arrays;

/**
 * All that one series recorded in one span: the values of its rows while they are kept one by one, and the sums of its
 * sketch rows. Base units. Not thread-safe.
 */
final class SeriesFold {
    private final SeriesInfo info;
    private long[] values = new long[16];
    private int kept;
    private final Sketch sketch = new Sketch();
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
                values = Arrays.copyOf(values, 2 * kept);
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

    /** Gives up the single values: percentiles come from the sketch from here on. */
    void spill() {
        sketch.merge(keptAsSketch());
        spilled = true;
        kept = 0;
        values = new long[0];
    }

    private void widen(long low, long high) {
        min = Math.min(min, low);
        max = Math.max(max, high);
    }

    private Sketch keptAsSketch() {
        Sketch all = new Sketch();
        for (int i = 0; i < kept; i++) {
            // A negative value can only have been imported; it counts as zero in the sketch, and exactly elsewhere.
            all.add(Math.max(0, values[i]));
        }
        return all;
    }

    SeriesInfo info() {
        return info;
    }

    /** Values kept one by one. */
    int kept() {
        return kept;
    }

    /** Copies the kept values there, answers the place after them. */
    int copyKept(long[] target, int at) {
        System.arraycopy(values, 0, target, at, kept);
        return at + kept;
    }

    /** Rows and sketch rows in one sketch, made anew at each call. */
    Sketch wholeSketch() {
        Sketch whole = keptAsSketch();
        whole.merge(sketch);
        return whole;
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
