package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page about the schema says what a migrated database has: every table and view, column by column. */
@ExtendWith(PostgresExtension.class)
class SchemaPageTest {
    private static final Path PAGE = Path.of("../docs/schema.md");

    private static final String COLUMNS = """
            SELECT c.relname || E'\\t' || string_agg(quote_ident(a.attname) || ' '
                || replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz')
                || CASE WHEN a.attnotnull OR c.relkind = 'v' THEN '' ELSE ' null' END, ', ' ORDER BY a.attnum)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'nilometer'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
                AND c.relname <> 'schema_history'
            GROUP BY c.relname ORDER BY c.relname""";

    private static final String FUNCTIONS = """
            SELECT proname FROM pg_proc WHERE pronamespace = 'nilometer'::regnamespace
                AND (proname LIKE 'v1\\_%' OR proname IN ('item', 'items', 'unfinished')) ORDER BY 1""";

    @Test
    void namesEveryTableAndViewWithItsColumns(TestDatabase database) throws Exception {
        Map<String, String> migrated = new TreeMap<>();
        for (String line : database.column(COLUMNS)) {
            String[] parts = String.valueOf(line).split("\t");
            migrated.put(parts[0], parts[1]);
        }
        assertThat(documented()).isEqualTo(migrated);
    }

    @Test
    void namesEveryFunctionThatIsCalledFromOutside(TestDatabase database) throws Exception {
        String page = Files.readString(PAGE);
        assertThat(database.column(FUNCTIONS))
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    /** A heading names a table; the next line in code is its columns. */
    private static Map<String, String> documented() throws Exception {
        Map<String, String> tables = new TreeMap<>();
        String table = null;
        List<String> lines = Files.readAllLines(PAGE);
        for (String line : lines) {
            if (line.startsWith("### ")) {
                table = line.substring(4);
            } else if (table != null && line.startsWith("`")) {
                tables.put(table, line.replace("`", ""));
                table = null;
            }
        }
        return tables;
    }
}
