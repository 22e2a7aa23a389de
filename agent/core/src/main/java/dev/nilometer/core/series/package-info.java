/**
 * Gather: what a key of the record path belongs to, and what it adds up to since the process started.
 *
 * <p>A {@link dev.nilometer.core.series.Series} is found by key in two array loads, an
 * {@link dev.nilometer.core.series.ExecutionGroup} by its names. Both carry what /metrics shows
 * ({@link dev.nilometer.core.series.LiveValues}: count, sum, classic buckets) and what waits for the next batch. Above
 * the limit one overflow series per metric takes all that is new, and its totals stay exact. Numbers are given once, from
 * 1, and readable from every thread ({@link dev.nilometer.core.series.SeriesTable} and
 * {@link dev.nilometer.core.series.GroupTable} make the dictionary); everything else belongs to nilometer-drain. May
 * import bootstrap and model.
 */
@NullMarked
package dev.nilometer.core.series;

import org.jspecify.annotations.NullMarked;
