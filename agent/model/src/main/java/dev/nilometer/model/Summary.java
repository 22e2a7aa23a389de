package dev.nilometer.model;

/**
 * What is kept of values that got no row of their own: count, sum, min, max, exact, and the {@link Sketch} for
 * percentiles. Base units. Mutable, not thread-safe: one thread at a time.
 */
public final class Summary {
    private final Sketch sketch = new Sketch();
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    /** An empty summary. */
    public Summary() {}

    /** A summary read back from a frame or a row. */
    public static Summary of(long sum, long min, long max, Sketch sketch) {
        Summary summary = new Summary();
        if (!sketch.isEmpty()) {
            summary.sketch.merge(sketch);
            summary.sum = sum;
            summary.min = min;
            summary.max = max;
        }
        return summary;
    }

    /** Adds one value. */
    public void add(long value) {
        addBin(BinMapping.binOf(value), 1, value, value, value);
    }

    /** Adds {@code count} values of one bin, of which only their sum, smallest and largest are still known. */
    public void addBin(int bin, long count, long binSum, long binMin, long binMax) {
        sketch.addBin(bin, count);
        sum += binSum;
        min = Math.min(min, binMin);
        max = Math.max(max, binMax);
    }

    /** Adds all that the other one holds. */
    public void merge(Summary other) {
        sketch.merge(other.sketch);
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    /** Number of values. */
    public long count() {
        return sketch.count();
    }

    /** Their sum. */
    public long sum() {
        return sum;
    }

    /** The smallest; 0 when empty. */
    public long min() {
        return sketch.isEmpty() ? 0 : min;
    }

    /** The largest; 0 when empty. */
    public long max() {
        return sketch.isEmpty() ? 0 : max;
    }

    /** The bins; a caller that keeps it must not change it. */
    public Sketch sketch() {
        return sketch;
    }

    /** Heap that it takes. */
    public long heapBytes() {
        return 40 + sketch.heapBytes();
    }

    /** {@link Sketch#quantile}, never outside min and max. */
    public double quantile(double q) {
        return Math.max((double) min(), Math.min((double) max(), sketch.quantile(q)));
    }

    @Override
    public String toString() {
        return "Summary[" + count() + " values, sum " + sum + ", " + min() + ".." + max() + "]";
    }
}
