package dev.nilometer.worker.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines that could not be read beside their file: a CSV of number, reason and the line itself, put in place
 * when the import ends. Without a bad line there is no file, and one of an earlier run goes. One thread; close it.
 */
final class BadLines implements AutoCloseable {
    private static final String HEADER = "line,reason,content";

    private final Path target;
    private final Path draft;
    private @Nullable BufferedWriter out;
    private long count;

    BadLines(Path file) {
        this.target = sideFile(file);
        this.draft = target.resolveSibling(target.getFileName() + ".part");
    }

    /** Where the bad lines of a file go. */
    static Path sideFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".bad.csv");
    }

    void add(CsvRecord line, String reason) throws IOException {
        BufferedWriter writer = out;
        if (writer == null) {
            writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8);
            out = writer;
            writer.write(HEADER + "\n");
        }
        writer.write(line.line() + "," + quoted(reason) + "," + quoted(line.text()) + "\n");
        count++;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    long count() {
        return count;
    }

    /** Puts the file in its place. */
    void finish() throws IOException {
        BufferedWriter writer = out;
        if (writer != null) {
            writer.close();
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        } else if (Files.exists(target) && isOurs()) {
            Files.delete(target);
        }
    }

    private boolean isOurs() throws IOException {
        try (var lines = Files.lines(target, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").equals(HEADER);
        } catch (UncheckedIOException notText) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
