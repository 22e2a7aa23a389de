package dev.nilometer.bootstrap;

import java.util.Arrays;

/**
 * Counts, sums, smallest and largest values of records that are no rows, by key and bin. One thread at a time: whoever
 * holds it (see {@link Lane}, {@link SharedCells}) adds, and the drain reads what it took away. Full at
 * {@value #FULL} of {@value #ENTRIES} entries: then it refuses new ones and goes on with those it has.
 */
public final class FoldTable {
    static final int ENTRIES = 512;
    static final int FULL = 448;

    /** Heap of one table. */
    static final int BYTES = ENTRIES * 40 + 64;

    private static final int WORDS = 5;
    private static final int COUNT = 1;
    private static final int SUM = 2;
    private static final int MIN = 3;
    private static final int MAX = 4;

    /** Five longs an entry: what it is of (0 = free), count, sum, min, max. */
    private final long[] words = new long[ENTRIES * WORDS];

    private int used;
    private long recorded;

    FoldTable() {}

    /**
     * Adds one value; false when there is no room for its entry. Calls nothing: the application's stack may end at any
     * call, and an entry must be whole or untouched.
     */
    boolean add(long entry, long value) {
        long[] w = words;
        int at = (int) ((entry * 0x9E3779B97F4A7C15L) >>> 55);
        while (w[at * WORDS] != entry) {
            if (w[at * WORDS] == 0) {
                if (used >= FULL) {
                    return false;
                }
                used++;
                w[at * WORDS + MIN] = value;
                w[at * WORDS] = entry;
                break;
            }
            at = at + 1 & ENTRIES - 1;
        }
        int i = at * WORDS;
        w[i + COUNT]++;
        w[i + SUM] += value;
        if (value < w[i + MIN]) {
            w[i + MIN] = value;
        }
        if (value > w[i + MAX]) {
            w[i + MAX] = value;
        }
        recorded++;
        return true;
    }

    /** What an entry is of. */
    static long entry(int key, long value) {
        int bin = Bins.binOf(value);
        return (long) key << 16 | bin << 1 | (Bins.isAboveBound(bin, value) ? 1 : 0);
    }

    /** Number of values that were added: the producer's own count. */
    public long recorded() {
        return recorded;
    }

    /** True when there is room for fewer new entries than it has; for the drain, which took it. */
    public boolean isHalfFull() {
        return used >= FULL / 2;
    }

    /** Gives each entry to the sink, in no order. */
    public void forEach(FoldSink sink) {
        for (int i = 0; i < words.length; i += WORDS) {
            long entry = words[i];
            if (entry != 0) {
                int bin = (int) entry >>> 1 & 0x7FFF;
                sink.fold(
                        (int) (entry >>> 16),
                        bin,
                        (entry & 1) != 0,
                        words[i + COUNT],
                        words[i + SUM],
                        words[i + MIN],
                        words[i + MAX]);
            }
        }
    }

    void clear() {
        if (recorded != 0) {
            Arrays.fill(words, 0);
            used = 0;
            recorded = 0;
        }
    }
}
