package dev.nilometer.core.series;

/**
 * What all histograms of durations in a process share: their classic buckets and their bounds on memory. Belongs to
 * nilometer-drain.
 */
public final class DurationHistograms {
    /** Room for wide native histograms; half of it where the heap is small. */
    private static final long NATIVE_BYTES = 2L << 20;

    private static final long SMALL_HEAP_BYTES = 128L << 20;

    private final ClassicBuckets buckets;
    private final NativeAllowance allowance;
    private final int[] exemplarsInAll = new int[1];

    private DurationHistograms(ClassicBuckets buckets, NativeAllowance allowance) {
        this.buckets = buckets;
        this.allowance = allowance;
    }

    /** Histograms with these inclusive upper bounds of classic buckets, ascending, ns. */
    public static DurationHistograms of(long... boundsNanos) {
        boolean small = Runtime.getRuntime().maxMemory() < SMALL_HEAP_BYTES;
        long room = small ? NATIVE_BYTES / 2 : NATIVE_BYTES;
        return new DurationHistograms(new ClassicBuckets(boundsNanos), NativeAllowance.ofBytes(room));
    }

    ClassicBuckets buckets() {
        return buckets;
    }

    NativeCounts nativeCounts() {
        return new NativeCounts(allowance);
    }

    LiveExemplars exemplars() {
        return new LiveExemplars(buckets, exemplarsInAll);
    }
}
