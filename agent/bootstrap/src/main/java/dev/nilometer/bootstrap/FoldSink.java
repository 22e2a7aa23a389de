package dev.nilometer.bootstrap;

/** Takes what was folded, on the drain's thread. */
public interface FoldSink {
    /**
     * Records of one key whose values share a bin.
     *
     * @param key what was measured, see {@link Keys#info}
     * @param bin the bin, see {@link Bins#binOf}
     * @param aboveBound true when the values lie above the classic bound inside this bin; false when it holds none
     * @param count number of records, at least 1
     * @param sum sum of their values, base units
     * @param min the smallest value
     * @param max the largest value
     */
    void fold(int key, int bin, boolean aboveBound, long count, long sum, long min, long max);
}
