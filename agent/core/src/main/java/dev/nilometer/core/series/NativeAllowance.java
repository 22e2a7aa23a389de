package dev.nilometer.core.series;

/**
 * How many native buckets a histogram may span, given how many all of them together keep. Up to half of the room it is
 * {@value #WIDE}: 64 in a doubling for values within a factor of 32, 32 within 1,000, 16 within a million. Then it is
 * half of that, and beyond the room {@value #NARROW}, one a doubling at worst: counts stay exact, buckets get wider.
 * Belongs to nilometer-drain; {@link #bytes} may be read from every thread.
 */
final class NativeAllowance {
    static final int WIDE = 320;
    static final int NARROW = 64;

    private final long roomBuckets;
    private volatile long buckets;

    private NativeAllowance(long roomBuckets) {
        this.roomBuckets = roomBuckets;
    }

    static NativeAllowance ofBytes(long bytes) {
        return new NativeAllowance(bytes / Long.BYTES);
    }

    /** Buckets that one histogram may span right now. */
    int span() {
        if (buckets <= roomBuckets / 2) {
            return WIDE;
        }
        return buckets <= roomBuckets ? WIDE / 2 : NARROW;
    }

    void took(int more) {
        long before = buckets;
        buckets = before + more;
    }

    /** What the buckets of all histograms take right now. */
    long bytes() {
        return buckets * Long.BYTES;
    }
}
