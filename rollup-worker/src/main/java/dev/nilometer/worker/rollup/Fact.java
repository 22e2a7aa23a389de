package dev.nilometer.worker.rollup;

import java.math.BigInteger;

/**
 * What is known of one group in one span, as a row of the table aggregates. Sum, min and max in the metric's base unit,
 * percentiles in the unit of the views. Immutable.
 *
 * @param fullSet whether all records have exactly the labels of the group's labels key
 */
record Fact(
        Group group,
        long count,
        long sketched,
        BigInteger sum,
        long min,
        long max,
        Percentiles percentiles,
        boolean exact,
        boolean fullSet,
        SketchBytes sketch) {

    /** The same, with percentiles that were taken from every single value. */
    Fact sharpened(Percentiles exactOnes) {
        return new Fact(group, count, sketched, sum, min, max, exactOnes, true, fullSet, sketch);
    }
}
