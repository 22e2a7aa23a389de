package dev.nilometer.worker.rollup;

import java.math.BigInteger;

/**
 * What is known of one group in one span, as a row of the table aggregates. Sum, min and max in the metric's base unit,
 * percentiles in the unit of the views. Immutable; the arrays must not be changed.
 *
 * @param percentiles p50, p90, p95, p99
 * @param fullSet whether all records have exactly the labels of the group's labels key
 */
record Fact(
        Group group,
        long count,
        long sketched,
        BigInteger sum,
        long min,
        long max,
        double[] percentiles,
        boolean exact,
        boolean fullSet,
        byte[] sketch) {

    /** The shares of {@link #percentiles}. */
    static final double[] SHARES = {0.5, 0.9, 0.95, 0.99};
}
