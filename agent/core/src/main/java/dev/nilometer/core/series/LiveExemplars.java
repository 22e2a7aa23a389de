package dev.nilometer.core.series;

import dev.nilometer.model.CleanText;
import dev.nilometer.model.Exemplar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exemplar a classic bucket, renewed once a second at most. At most {@value #MAX} in all histograms of a process,
 * beyond which buckets that have none get none. Belongs to nilometer-drain.
 */
public final class LiveExemplars {
    private static final int MAX = 4_000;
    private static final long RENEW_MICROS = 1_000_000;

    /** One, with its correlation id. */
    private static final long EXEMPLAR_BYTES = 128;

    private final ClassicBuckets buckets;
    private final int[] inAll;
    private final @Nullable Exemplar[] ofBucket;

    LiveExemplars(ClassicBuckets buckets, int[] inAll) {
        this.buckets = buckets;
        this.inAll = inAll;
        this.ofBucket = new Exemplar[buckets.bounds().length + 1];
    }

    /** True when the bucket of this value has none, or one that is old; asked before a correlation id is written out. */
    public boolean wants(long value, long atMicros) {
        Exemplar known = ofBucket[buckets.of(value)];
        return known == null ? inAll[0] < MAX : atMicros - known.atEpochMillis() * 1_000 >= RENEW_MICROS;
    }

    /** Keeps where a value came from; a correlation id too long for an exemplar is left out. */
    public void keep(long value, long atMicros, String correlation) {
        if (correlation.isEmpty() || correlation.length() > Exemplar.CORRELATION_CHARS) {
            return;
        }
        int bucket = buckets.of(value);
        inAll[0] += ofBucket[bucket] == null ? 1 : 0;
        ofBucket[bucket] = new Exemplar(value, atMicros / 1_000, CleanText.id(correlation));
    }

    /** Heap that they take. */
    long heapBytes() {
        long bytes = 40 + 4L * ofBucket.length;
        for (Exemplar exemplar : ofBucket) {
            bytes += exemplar == null ? 0 : EXEMPLAR_BYTES;
        }
        return bytes;
    }

    List<Exemplar> list() {
        List<Exemplar> kept = new ArrayList<>();
        for (Exemplar exemplar : ofBucket) {
            if (exemplar != null) {
                kept.add(exemplar);
            }
        }
        return kept;
    }
}
