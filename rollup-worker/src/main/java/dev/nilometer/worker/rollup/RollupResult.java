package dev.nilometer.worker.rollup;

import java.util.List;

/**
 * What one run did. Immutable.
 *
 * @param hours hours rolled up
 * @param days days merged
 * @param weeks weeks merged
 * @param sealed hours of the span asked for that were left alone because their rows are gone
 * @param records records read: an execution is one, a sketch row counts what it holds
 * @param warnings sentences for the operator, such as an hour whose rows and ledger differ
 */
public record RollupResult(int hours, int days, int weeks, int sealed, long records, List<String> warnings) {}
