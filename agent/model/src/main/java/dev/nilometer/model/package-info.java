/**
 * The waist of the hourglass: the small vocabulary that every other room speaks.
 *
 * <p>A record is a sample (one value of one series at one instant) or an execution. The drain gathers records into a
 * {@link dev.nilometer.model.Batch}; the spool frames batches, the sender sends them, and the endpoint renders an
 * {@link dev.nilometer.model.Account}. The worker uses the same {@link dev.nilometer.model.Sketch}, so that what an
 * agent folded and what a night's rollup merged are the same bytes.
 *
 * <p>All values are integers in the base unit of their {@link dev.nilometer.model.MetricType}: sums are exact and
 * repeatable, and NaN cannot exist. No thread lives here. Types are immutable unless their comment says which one
 * thread may change them. May import the JDK alone.
 */
@NullMarked
package dev.nilometer.model;

import org.jspecify.annotations.NullMarked;
