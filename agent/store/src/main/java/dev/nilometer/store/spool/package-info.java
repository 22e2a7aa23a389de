/**
 * Keeps batches as frames until the database has them.
 *
 * <p>Each process writes into a folder of its own below {@code spool.dir}, named after its stream (a random 128-bit
 * id) and locked while it lives. Inside are segments of about 1 MiB, each with a header that says whose they are, and
 * in them frames: magic, length, CRC32C (which starts with the stream's id, so that no stale disk block of another
 * stream can pass), sequence numbers, running totals, and the records. The bytes behind a number never change. A frame
 * names every series and group it uses by itself, hence one damaged frame costs that frame and no other.
 *
 * <pre>
 * spool.dir/                          0700
 *   6f1c…-…/lock                      held while the process lives; free = dead, whoever starts next adopts it
 *   6f1c…-…/00000000000000000001.seg  unlinked once the database's position is past it
 *   damaged/                          the last three segments in which something was unreadable
 * </pre>
 *
 * <p>{@link dev.nilometer.store.spool.Spool} is fed by the drain and written by nilometer-spool; nilometer-send reads.
 * From 80 % of its bound it frames sketches only; full, it counts what it lets go. May import model and the JDK.
 */
@NullMarked
package dev.nilometer.store.spool;

import org.jspecify.annotations.NullMarked;
