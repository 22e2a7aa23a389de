/**
 * Reads CSV files into the append targets, exactly once, however often and wherever it is interrupted.
 *
 * <pre>
 * file -> content (gunzipped) -> SHA-256 = the stream's id
 *            |
 *            +-> chunks of 4 MiB, by the place where a line begins -> rows -> COPY, v1_commit(chunk): one transaction
 *            +-> lines that cannot be read -> FILE.bad.csv: number, reason, the line
 * </pre>
 *
 * <p>A chunk is a position of the file's stream, so a chunk is there or it is not, and a second run stores what is
 * missing. What makes a line bad depends on the line alone (and on the day of the first run), so a second run writes the
 * same side file. Days that no agent may write any more get their partition; hours whose rows are gone for good get
 * their rows merged by way of the late tables. One thread; may import database, schema, model and store.
 */
@NullMarked
package dev.nilometer.worker.imports;

import org.jspecify.annotations.NullMarked;
