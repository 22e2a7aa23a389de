package dev.nilometer.worker.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.nilometer.worker.retention.ArchiveForm.Content;
import dev.nilometer.worker.rollup.DayTables;
import dev.nilometer.worker.rollup.DayTables.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;

/**
 * A folder of gzip CSV files, one for each day and table, with a manifest for each day that names them, their rows and
 * the SHA-256 of their content. The manifest is written last, and everything is on the disk before the rows go: a day
 * whose manifest is there can be restored. Times are UTC. Not thread-safe.
 */
final class Archive {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;

    Archive(Path folder) {
        this.folder = folder;
    }

    /** Writes a day that nobody changes any more, out of the caller's transaction; answers its manifest. */
    Path write(Connection connection, DayTables day) throws IOException, SQLException {
        Files.createDirectories(folder);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL timezone TO 'UTC'");
            statement.execute("SET LOCAL extra_float_digits TO 1");
        }
        List<Map<String, Object>> files = new ArrayList<>();
        for (Target target : Target.values()) {
            Path file = folder.resolve(day.name(target) + ".csv.gz");
            Content content = write(connection, ArchiveForm.of(target).select(day.name(target)), file);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("table", target.parent());
            entry.put("file", String.valueOf(file.getFileName()));
            entry.put("rows", content.rows());
            entry.put("sha256", content.sha256());
            files.add(entry);
        }
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", ArchiveForm.VERSION);
        manifest.put("day", day.date().toString());
        manifest.put("files", files);
        return put(manifestOf(day), JSON.writeValueAsBytes(manifest));
    }

    /**
     * Puts a sealed day back for reading, in the caller's transaction: each file must be what its manifest says, and the
     * rows are never counted again. Answers how many.
     */
    static long restore(Connection connection, Path manifest, Partitions partitions) throws IOException, SQLException {
        JsonNode content = JSON.readTree(manifest.toFile());
        if (content.path("format").asInt() != ArchiveForm.VERSION) {
            throw new IOException(manifest + " is no archive of format " + ArchiveForm.VERSION);
        }
        DayTables day = new DayTables(LocalDate.parse(content.path("day").asText()));
        for (Target target : Target.values()) {
            partitions.make(connection, day, target);
        }
        long rows = 0;
        for (JsonNode file : content.path("files")) {
            Target target = Target.of(file.path("table").asText());
            Path path = manifest.resolveSibling(file.path("file").asText());
            rows += fill(connection, path, day.name(target), target, file);
            partitions.keepForReading(connection, day, target);
        }
        return rows;
    }

    private static long fill(Connection connection, Path file, String table, Target target, JsonNode said)
            throws IOException, SQLException {
        String staged = "restored_" + target.parent();
        MessageDigest digest = sha256();
        try (Statement statement = connection.createStatement();
                InputStream bytes = Files.newInputStream(file);
                DigestInputStream plain = new DigestInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), digest)) {
            statement.execute("CREATE TEMP TABLE " + staged + " ON COMMIT DROP AS SELECT * FROM ("
                    + ArchiveForm.of(target).select(table) + ") shape WITH NO DATA");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + staged + " FROM STDIN (FORMAT csv, HEADER)", plain);
            long rows = statement.executeUpdate(ArchiveForm.of(target).insert(staged, table));
            boolean same = said.path("sha256").asText().equals(HexFormat.of().formatHex(digest.digest()))
                    && said.path("rows").asLong() == rows;
            if (!same) {
                throw new IOException(file + " is not what its manifest says: " + rows + " rows could be restored");
            }
            return rows;
        }
    }

    /** Where a day's manifest is, or would be. */
    Path manifestOf(DayTables day) {
        return folder.resolve("nilometer_" + day.date() + ".json");
    }

    private static Content write(Connection connection, String select, Path file) throws IOException, SQLException {
        Path part = partOf(file);
        MessageDigest digest = sha256();
        long rows;
        try (OutputStream bytes = Files.newOutputStream(part);
                GZIPOutputStream gzip = new GZIPOutputStream(bytes, BUFFER_BYTES);
                DigestOutputStream plain = new DigestOutputStream(gzip, digest)) {
            rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + select + ") TO STDOUT (FORMAT csv, HEADER)", plain);
        }
        settle(part, file);
        return new Content(rows, HexFormat.of().formatHex(digest.digest()));
    }

    private static Path put(Path file, byte[] content) throws IOException {
        Path part = partOf(file);
        Files.write(part, content);
        settle(part, file);
        return file;
    }

    private static Path partOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static void settle(Path part, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
