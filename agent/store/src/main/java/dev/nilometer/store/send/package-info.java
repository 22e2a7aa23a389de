/**
 * Delivers frames exactly once, and follows what the database says about its fleet.
 *
 * <pre>
 * connect -> v1_hello -> [v1_series, v1_groups] -> BEGIN, COPY ..., v1_commit(expected, last), COMMIT -> settled
 *    ^          position decides what is there already                  | failed, or outcome unknown
 *    +------------------------ back off with jitter <-------------------+
 * </pre>
 *
 * <p>A {@code Delivery} carries one stream over whatever connection there is: {@code v1_commit} moves the stream's
 * position only from where we believe it stands, and comes last, so a retry after an unknown outcome stores nothing
 * twice and a stalled COPY holds no lock. What a failure means is decided in one place ({@code FailureKind}): wait and
 * retry for ever, ask where the position is, make partitions, or find the one bad row and set it aside.
 *
 * <p>nilometer-send lives here, with nilometer-watch beside it, which cuts a connection that falls silent. May import
 * spool, copy and model, and knows the driver by {@code Postgres} alone.
 */
@NullMarked
package dev.nilometer.store.send;

import org.jspecify.annotations.NullMarked;
