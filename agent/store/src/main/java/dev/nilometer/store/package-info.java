/**
 * The way of a record from the drain's hand into PostgreSQL: framed on disk, then sent exactly once.
 *
 * <pre>
 * drain --offer(Batch)--> hand-over --nilometer-spool--> segments --nilometer-send--> COPY + v1_commit
 *                         64 batches       frames         on disk                      one transaction
 * </pre>
 *
 * <p>{@code spool} keeps frames until the database's position is past them, {@code copy} writes rows as binary COPY wants
 * them, {@code send} delivers groups of frames and follows what the database says about its fleet, and {@code driver}
 * is what touches pgjdbc. This package holds what they share. It may import model, the JDK and (in {@code driver} alone)
 * pgjdbc.
 */
@NullMarked
package dev.nilometer.store;

import org.jspecify.annotations.NullMarked;
