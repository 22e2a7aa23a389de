package dev.nilometer.worker.rollup;

import dev.nilometer.model.BinMapping;
import dev.nilometer.model.DistinctCount;
import dev.nilometer.model.Sketch;
import dev.nilometer.model.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Reads the summaries inside sketch rows. Count, sum, min and max are believed as they stand; a sketch only if it can be
 * read and counts as many, else its percentiles are guessed from the rest and it is counted as unreadable: one bad row
 * must not hold up an hour. Not thread-safe.
 */
final class SketchRows {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private int unreadable;

    /** The next five fields: count, sum, min, max and sketch. */
    Summary next(CopyOut row) {
        long count = row.nextLong();
        long sum = row.nextLong();
        long min = row.nextLong();
        long max = row.nextLong();
        Sketch sketch = decode(row.nextBytes());
        if (count <= 0) {
            return new Summary();
        }
        if (sketch == null || sketch.count() != count) {
            unreadable++;
            sketch = between(count, sum, min, max);
        }
        return Summary.of(sum, min, max, sketch);
    }

    /**
     * The next four fields: sum, min, max and sketch of what {@code count} executions used. Those that the sketch does
     * not count used nothing; without a sketch the sum is all that is known.
     */
    Summary nextUse(CopyOut row, long count) {
        long sum = row.nextLong();
        long min = row.nextLong(UNKNOWN);
        long max = row.nextLong(UNKNOWN);
        byte[] bytes = row.nextBytes();
        if (count <= 0) {
            return new Summary();
        }
        if (bytes == null || min == UNKNOWN || max == UNKNOWN) {
            return evenly(count, sum);
        }
        Sketch sketch = decode(bytes);
        if (sketch == null || sketch.count() > count) {
            unreadable++;
            return evenly(count, sum);
        }
        Summary use = Summary.of(sum, min, max, sketch);
        if (sketch.count() < count) {
            use.addBin(0, count - sketch.count(), 0, 0, 0);
        }
        return use;
    }

    /** Adds users, null for none. */
    void mergeUsers(byte @Nullable [] bytes, DistinctCount users) {
        try {
            if (bytes != null) {
                users.merge(DistinctCount.decode(bytes));
            }
        } catch (IllegalArgumentException e) {
            unreadable++;
        }
    }

    /** Sketches and distinct counts that were there and could not be read. */
    int unreadable() {
        return unreadable;
    }

    private static @Nullable Sketch decode(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : Sketch.decode(bytes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Nothing is known but how many and how much. */
    private static Summary evenly(long count, long sum) {
        long mean = Math.max(0, sum / count);
        Summary summary = new Summary();
        summary.addBin(BinMapping.binOf(mean), count, sum, mean, sum % count == 0 ? mean : mean + 1);
        return summary;
    }

    /** The smallest, the largest, and all others at their mean. */
    private static Sketch between(long count, long sum, long min, long max) {
        Sketch sketch = new Sketch();
        sketch.add(Math.max(0, min));
        if (count > 1) {
            sketch.add(Math.max(0, max));
        }
        if (count > 2) {
            long mean = (sum - min - max) / (count - 2);
            sketch.addBin(BinMapping.binOf(Math.max(0, mean)), count - 2);
        }
        return sketch;
    }
}
