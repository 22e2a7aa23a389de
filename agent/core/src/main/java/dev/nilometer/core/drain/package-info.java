/**
 * Drain: takes what application threads recorded, some 20 to 1,000 times a second.
 *
 * <pre>
 *  lanes, tables, cells --Drain--> Pending --seal, 200 ms--> Batch --BatchSink--> spool
 *  queue depths ---------'    `--> live totals --on request--> Account --Accounts--> /metrics
 * </pre>
 *
 * <p>{@link dev.nilometer.core.drain.Drain} does one pass and can be stepped by a test,
 * {@link dev.nilometer.core.drain.DrainLoop} gives it the thread nilometer-drain,
 * {@link dev.nilometer.core.drain.Accounts} lets scrapes ask for a pass, {@link dev.nilometer.core.drain.QueuePoll} is
 * nilometer-poll. A record is counted when it is taken out of its lane, and stays counted as in flight, row, sketched or
 * dropped: {@link dev.nilometer.core.drain.Balance}. Nothing here does I/O, takes a lock that a producer could hold, or
 * grows without bound: when the spool takes no more batches, one waits and one is collected, whose rows fold beyond
 * 20,000. May import bootstrap, model, series and budget.
 */
@NullMarked
package dev.nilometer.core.drain;

import org.jspecify.annotations.NullMarked;
