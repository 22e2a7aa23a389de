/**
 * The schema: what is in PostgreSQL, and who may touch it. The SQL itself lies beside this package as Flyway scripts
 * (V… tables, R… functions and views); the schema's name is a placeholder in them and nowhere written out.
 *
 * <p>Where to look: {@code V004} append targets (binary COPY), {@code V003} dictionaries, {@code V002} streams,
 * {@code V005} hour ledger and bucket_state, {@code V006} aggregates, {@code V001} settings; {@code R__3} and
 * {@code R__4} the functions that agents call, {@code R__5} and {@code R__6} the views that people read,
 * {@code R__7} the story of an item.
 *
 * <pre>
 *   agent --COPY--&gt; append targets --\
 *   agent --v1_commit--&gt; ledger -----+--&gt; rollup --&gt; aggregates, actor_days --&gt; views of history
 *                        bucket_state/                 append targets ---------&gt; views of rows
 * </pre>
 *
 * <p>An hour is dirty when the sum of its ledger differs from {@code bucket_state.counted}; the internal view
 * {@code dirty_hours} lists them. Aggregates are a dictionary of groups ({@code aggregate_groups}: service, environment,
 * metric, dimension) and one narrow fact for each group and span ({@code aggregates}); everything is an integer in the
 * metric's base unit, the sum a numeric, percentiles doubles. {@code full_set} marks the facts that stand for one full
 * label set, so that {@code operational_metrics_daily} needs no twin rows. Comments in the scripts say the rest.
 *
 * <p>Runs on the command's thread; uses JDBC and Flyway.
 */
@NullMarked
package dev.nilometer.worker.schema;

import org.jspecify.annotations.NullMarked;
