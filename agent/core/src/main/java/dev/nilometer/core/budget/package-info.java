/**
 * Decides what becomes a row. {@link dev.nilometer.core.budget.RowBudget} is asked for every record that the drain takes
 * and sets the valve of the record path, so that what cannot become a row folds on its caller's thread already.
 *
 * <p>Of the limit (the JVM's own or the database's share, the smaller one) a fifth is a reserve for failed and slow
 * records. The rest belongs to executions that are kept whole and to samples outside of any; each side has a half for
 * sure and what the other leaves. Executions are granted at their start, by how many rows they had lately; samples share
 * max-min fair by series. Bursts of one second. Everything belongs to nilometer-drain, the database's share aside, which
 * any thread may set. May import bootstrap, model and the series.
 */
@NullMarked
package dev.nilometer.core.budget;

import org.jspecify.annotations.NullMarked;
