/**
 * Rolls rows up into hours, and hours into days and weeks.
 *
 * <pre>
 * ledger ≠ bucket_state ──► claim hour ──► read rows and sketch rows ──► fold by series ──► facts of every dimension
 *                           (SKIP LOCKED)   (binary COPY, one snapshot)                     │ upsert what differs,
 *        Σ hours ≠ day ──► merge day ──► Σ days ≠ week ──► merge week                       ▼ delete what vanished
 *                                                                              counted = Σ ledger of that snapshot
 * </pre>
 *
 * <p>What is dirty is derived and never logged: an hour whose ledger differs from what was counted, a day whose hours
 * count differently from what it merged, a week likewise. So a worker that was killed anywhere catches up by itself, two
 * workers never do the same hour, and a run with nothing to do reads three small tables. Percentiles of an hour are
 * exact (selection over every value, interpolated as percentile_cont does) when every record of the group kept its row;
 * otherwise they come from the merged sketch and say so. A day that has ended gets exact ones in the same way.
 *
 * <p>Threads: one for each connection, each with an hour of its own; nothing is shared but the dictionaries. Memory: some
 * bytes for each row of an hour, up to {@link dev.nilometer.worker.rollup.Bounds}; beyond that bound sketches take over.
 */
@NullMarked
package dev.nilometer.worker.rollup;

import org.jspecify.annotations.NullMarked;
