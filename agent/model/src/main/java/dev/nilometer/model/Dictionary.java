package dev.nilometer.model;

/**
 * What the numbers in a {@link Batch} mean. Numbers are given once, from 1 upwards without holes, and never change
 * their meaning while the process lives. Readable from every thread at any time.
 */
public interface Dictionary {
    /** The series with this number. */
    SeriesKey series(int number);

    /** The execution group with this number. */
    GroupKey group(int number);
}
