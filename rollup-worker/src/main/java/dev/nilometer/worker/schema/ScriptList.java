package dev.nilometer.worker.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Flyway's own list of scripts that ran, as SQL: with it, a schema that a DBA made by hand from printed scripts is one that
 * migrate knows, and upgrades. A test compares it with the list that migrate makes. Stateless.
 */
final class ScriptList {
    private static final String TABLE = """

            -- what ran, as migrate writes it down
            BEGIN;
            CREATE TABLE ${schema}.schema_history (
                installed_rank int           NOT NULL CONSTRAINT schema_history_pk PRIMARY KEY,
                version        varchar(50),
                description    varchar(200)  NOT NULL,
                type           varchar(20)   NOT NULL,
                script         varchar(1000) NOT NULL,
                checksum       int,
                installed_by   varchar(100)  NOT NULL,
                installed_on   timestamp     NOT NULL DEFAULT now(),
                execution_time int           NOT NULL,
                success        boolean       NOT NULL
            );
            CREATE INDEX schema_history_s_idx ON ${schema}.schema_history (success);
            INSERT INTO ${schema}.schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            VALUES
            """;

    private ScriptList() {}

    /** The table and a row for each of these scripts, which must be in the order in which they ran. */
    static String sql(SchemaName schema, List<String> names, Map<String, String> placeholders) {
        StringBuilder sql = new StringBuilder(TABLE.replace("${schema}", schema.quoted()));
        for (int i = 0; i < names.size(); i++) {
            sql.append(row(i + 1, names.get(i), placeholders)).append(i + 1 < names.size() ? ",\n" : ";\nCOMMIT;\n");
        }
        return sql.toString();
    }

    /** Script names are ours and hold no quote. */
    private static String row(int rank, String name, Map<String, String> placeholders) {
        boolean repeatable = name.startsWith("R");
        String[] parts = name.substring(1).replaceFirst("[.]sql$", "").split("__", 2);
        String text = repeatable ? Scripts.filled(name, placeholders) : Scripts.text(name);
        return "    (" + rank + ", " + (repeatable ? "NULL" : "'" + parts[0] + "'") + ", '" + parts[1].replace('_', ' ')
                + "', 'SQL', '" + name + "', " + checksum(text) + ", current_user, 0, true)";
    }

    /** Flyway's: CRC-32 over the lines without their ends. */
    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
