/**
 * All that is linked to pgjdbc: who connects ({@code Pgjdbc}), who sends rows ({@code CopyLoad}), and who stands in for
 * its cleaner in the agent jar ({@code ClosedByHand}).
 *
 * <p>In an agent these classes and pgjdbc's live in a class loader of their own, which the sender can let go of and make
 * anew ({@code send.DriverLoader} says why). So they keep no state that outlives a connection, and others know them by
 * {@link dev.nilometer.store.Postgres} alone. The worker uses {@code CopyLoad} directly, on its own connections. May
 * import copy and pgjdbc.
 */
@NullMarked
package dev.nilometer.store.driver;

import org.jspecify.annotations.NullMarked;
