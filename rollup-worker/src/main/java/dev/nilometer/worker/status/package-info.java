/**
 * Is all well: one page of questions to the database, asked in one snapshot. A section is a name and its SQL; what it
 * answers is printed as a table or as JSON, column by column. {@link dev.nilometer.worker.status.BalanceCheck} counts
 * every record that streams ever delivered. Reads only, on the caller's thread.
 */
@NullMarked
package dev.nilometer.worker.status;

import org.jspecify.annotations.NullMarked;
