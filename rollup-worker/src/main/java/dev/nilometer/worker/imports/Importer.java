package dev.nilometer.worker.imports;

import dev.nilometer.model.ExecutionRow;
import dev.nilometer.worker.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Imports files, each exactly once: a file whose content was imported stores nothing, one whose import was interrupted
 * stores what is missing. It throws where it cannot go on, and then the next run does. One thread.
 */
public final class Importer {
    private static final int CHUNK_BYTES = 4 << 20;
    private static final int TRIES = 10;
    private static final long PAUSE_MILLIS = 200;

    private final Database database;
    private final String host;
    private final int chunkBytes;

    /** @param host this machine, for people who read the tables */
    public Importer(Database database, String host) {
        this(database, host, CHUNK_BYTES);
    }

    Importer(Database database, String host, int chunkBytes) {
        this.database = database;
        this.host = host;
        this.chunkBytes = chunkBytes;
    }

    /**
     * Imports one file.
     *
     * @throws IllegalArgumentException with a sentence when its header is not one of ours
     */
    public ImportResult run(Path file, Progress progress) throws IOException, SQLException {
        Content content = Content.of(file, chunkBytes);
        try (InputStream in = content.open();
                BadLines bad = new BadLines(file)) {
            CsvReader reader = new CsvReader(in);
            CsvRecord header = reader.next();
            if (header == null || header.fault() != null) {
                throw new IllegalArgumentException("there is no header");
            }
            String name = String.valueOf(file.getFileName());
            ImportStream stream = ImportStream.hello(database, content.identity(), name, host);
            Run run = new Run(stream, header.fields(), bad);
            run.all(reader, place -> progress.done(place, content.bytes()));
            bad.finish();
            return new ImportResult(run.lines, run.stored, bad.count(), BadLines.sideFile(file));
        }
    }

    /** Told how far an import is, after each chunk. */
    @FunctionalInterface
    public interface Progress {
        /** So many bytes of the unpacked content are done. */
        void done(long bytes, long expected);
    }

    /** One pass over one file. */
    private final class Run {
        private final ImportStream stream;
        private final BadLines bad;
        private final Names names = new Names();
        private final LineForm form;
        private final ChunkStore store;
        private final ImportTotals totals;
        private long position;
        private long lines;
        private long stored;

        Run(ImportStream stream, List<String> header, BadLines bad) throws SQLException {
            this.stream = stream;
            this.bad = bad;
            this.form = LineForm.of(header, names, new Instants(stream.firstRun()));
            this.store = new ChunkStore(database, stream, names);
            this.totals = new ImportTotals(form instanceof SampleForm);
            this.position = stream.position(database);
        }

        void all(CsvReader reader, LongConsumer progress) throws IOException, SQLException {
            Chunk chunk = new Chunk(1, names);
            for (CsvRecord line = reader.next(); line != null; line = reader.next()) {
                long number = 1 + line.offset() / chunkBytes;
                if (number != chunk.number()) {
                    finish(chunk);
                    progress.accept(line.offset());
                    chunk = new Chunk(number, names);
                }
                read(line, chunk);
            }
            finish(chunk);
            progress.accept(reader.offset());
        }

        private void read(CsvRecord line, Chunk chunk) throws IOException {
            try {
                form.read(line, chunk);
                lines++;
            } catch (BadLine e) {
                bad.add(line, e.reason());
                totals.addBad();
                chunk.addBad();
            }
        }

        private void finish(Chunk chunk) throws SQLException {
            List<ExecutionRow> executions = chunk.executions();
            totals.add(chunk.samples().size(), executions.size());
            if (chunk.number() <= position) {
                names.forget();
                return;
            }
            for (int attempt = 1; !chunk.isEmpty() && chunk.number() > position; attempt++) {
                try {
                    store.store(chunk, executions, position, totals);
                    position = chunk.number();
                    stored += chunk.lines();
                } catch (SQLException e) {
                    retry(e, attempt);
                }
            }
            names.forgetMany();
        }

        /** Another run of the same file was faster, a partition went, or somebody was in the way: look again. */
        private void retry(SQLException e, int attempt) throws SQLException {
            String state = String.valueOf(e.getSQLState());
            boolean passing =
                    List.of("NL001", "23514", "40001", "40P01", "55P03").contains(state);
            if (!passing || attempt == TRIES) {
                throw e;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw e;
            }
            store.forgetDays();
            position = stream.position(database);
        }
    }
}
