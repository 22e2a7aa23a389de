package dev.nilometer.worker.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a CSV file. Immutable.
 *
 * @param offset where it begins, bytes from the content's start
 * @param line the number of its first line, from 1
 * @param fields its fields; empty when it has a fault
 * @param fault why it is no record; null when it is one
 * @param text as it stands in the file, or its beginning
 */
record CsvRecord(
        long offset,
        long line,
        List<String> fields,
        @Nullable String fault,
        String text) {}
