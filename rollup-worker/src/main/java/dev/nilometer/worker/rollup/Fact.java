package dev.nilometer.worker.rollup;

import dev.nilometer.model.Sketch;
import java.math.BigInteger;

/**
 * What is known of one group in one span, as a row of the table aggregates. Sum, min and max in the metric's base unit,
 * percentiles in the unit of the views. The sketch must not be changed.
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
        Sketch sketch) {}
