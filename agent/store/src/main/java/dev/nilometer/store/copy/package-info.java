/**
 * Rows for binary COPY into the append targets: the fastest way into PostgreSQL, and one in which a value is never text.
 *
 * <p>{@link dev.nilometer.store.copy.CopyTarget} names the tables and their columns, the classes named after them turn
 * records into the bytes of rows, {@link dev.nilometer.store.copy.CopyRows} holds the rows of one statement (and can
 * send any range of them, which is how a bad row is found). {@link dev.nilometer.store.driver.CopyLoad} sends them. The
 * worker uses the same classes. No thread lives here; nothing here is thread-safe. May import model.
 */
@NullMarked
package dev.nilometer.store.copy;

import org.jspecify.annotations.NullMarked;
