package dev.nilometer.worker.imports;

import java.nio.file.Path;

/**
 * What one file's import did. Immutable.
 *
 * @param lines lines that are in the database now, whichever run stored them
 * @param stored those that this run stored
 * @param bad lines that could not be read
 * @param sideFile where the bad ones are
 */
public record ImportResult(long lines, long stored, long bad, Path sideFile) {}
