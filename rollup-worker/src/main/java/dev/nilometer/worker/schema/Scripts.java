package dev.nilometer.worker.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The SQL of this package as text, its placeholders filled in: for a DBA to read first, and for grants. Stateless. */
final class Scripts {
    private static final String FIRST = "V001__settings.sql";

    private Scripts() {}

    /** Everything that a first migrate runs, in its order, and the list of it that migrate keeps. */
    static String all(SchemaName schema) {
        // IF NOT EXISTS alone asks for the right to create even where a DBA has made the schema before.
        StringBuilder sql = new StringBuilder("DO $$ BEGIN IF to_regnamespace('" + schema.quoted()
                + "') IS NULL THEN CREATE SCHEMA " + schema.quoted() + "; END IF; END $$;\n");
        Map<String, String> placeholders = Map.of("schema", schema.quoted());
        List<String> names = migrations();
        for (String name : names) {
            sql.append("\n-- ").append(name).append("\nBEGIN;\n");
            sql.append(filled(name, placeholders)).append("COMMIT;\n");
        }
        return sql.append(ScriptList.sql(schema, names, placeholders)).toString();
    }

    /** One script of this package. */
    static String filled(String name, Map<String, String> placeholders) {
        String sql = text(name);
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            sql = sql.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return sql;
    }

    static String text(String name) {
        try (InputStream script = Scripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names in Flyway's order: the numbered ones, then the repeatable ones. */
    private static List<String> migrations() {
        try {
            URL first = Objects.requireNonNull(Scripts.class.getResource(FIRST), FIRST);
            if (!first.getProtocol().equals("jar")) {
                return names(Objects.requireNonNull(Path.of(first.toURI()).getParent()));
            }
            try (FileSystem jar = FileSystems.newFileSystem(first.toURI(), Map.of())) {
                return names(jar.getPath("/" + Migration.SCRIPTS));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list the scripts", e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[VR].*__.*\\.sql"))
                    .sorted(Comparator.comparing((String name) -> name.charAt(0))
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }
}
