package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.Empty;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code migrate --print-sql} prints makes, run by hand, what migrate makes: object by object, right by right. */
@ExtendWith(PostgresExtension.class)
class PrintedSqlTest {
    private static final String[] MIGRATE = {
        "migrate", "--time-zone", "Europe/Berlin", "--agent-role", "agent", "--reader-role", "reader"
    };

    /** Every object of the schema as PostgreSQL describes it. */
    private static final String OBJECTS = """
            SELECT d FROM (
                SELECT concat_ws(' ', c.relkind, c.relname, c.relreplident, c.reloptions, c.relacl, pg_get_partkeydef(c.oid),
                                 pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid)) AS d
                FROM pg_class c WHERE c.relnamespace = 'nilometer'::regnamespace AND c.relname <> 'flyway'
                UNION ALL
                SELECT concat_ws(' ', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                 a.attidentity, a.attcollation::regcollation, a.attcompression, a.attstorage,
                                 pg_get_expr(f.adbin, f.adrelid), col_description(a.attrelid, a.attnum))
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
                WHERE c.relnamespace = 'nilometer'::regnamespace AND a.attnum > 0
                UNION ALL
                SELECT pg_get_indexdef(indexrelid) FROM pg_index
                WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'nilometer'::regnamespace)
                UNION ALL
                SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'nilometer'::regnamespace
                UNION ALL
                SELECT c.relname || ' ' || pg_get_viewdef(c.oid) FROM pg_class c
                WHERE c.relnamespace = 'nilometer'::regnamespace AND c.relkind = 'v'
                UNION ALL
                SELECT pg_get_functiondef(oid) || ' ' || coalesce(proacl::text, '') FROM pg_proc
                WHERE pronamespace = 'nilometer'::regnamespace
                UNION ALL
                SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL
                SELECT nspname || ' ' || coalesce(nspacl::text, '') FROM pg_namespace WHERE nspname = 'nilometer'
                UNION ALL
                SELECT concat_ws(' ', installed_rank, version, description, type, script, checksum, installed_by, success)
                FROM schema_history WHERE type = 'SQL'
                UNION ALL
                SELECT s::text FROM settings s
            ) all_of_it ORDER BY 1""";

    @Test
    void makesTheSameSchemaAsMigrate(@Empty TestDatabase printed, @Empty TestDatabase migrated) {
        printed.createRole("agent");
        printed.createRole("reader");
        Answer sql = new Shell().run(append(MIGRATE, "--print-sql"));
        assertThat(sql.exit()).as(sql.err()).isZero();
        printed.execute(sql.out());
        assertThat(Shell.on(migrated).run(MIGRATE).exit()).isZero();

        List<@Nullable String> objects = migrated.column(OBJECTS);
        assertThat(objects).hasSizeGreaterThan(400);
        assertThat(printed.column(OBJECTS)).containsExactlyElementsOf(objects);
    }

    @Test
    void isUpgradedByMigrateAsIfMigrateHadMadeIt(@Empty TestDatabase database) {
        database.execute(new Shell().run("migrate", "--print-sql").out());
        assertThat(Shell.on(database).run("migrate").lastLine()).contains("0 scripts applied, 0 partitions made");
        database.execute("UPDATE schema_history SET checksum = checksum + 1 WHERE script = 'R__7_item.sql'");
        assertThat(Shell.on(database).run("migrate").lastLine()).contains("1 scripts applied");
    }

    @Test
    void takesAnotherNameAndLeavesNoPlaceholder(@Empty TestDatabase database) {
        database.createRole("agent");
        Answer printed = new Shell().run("migrate", "--print-sql", "--db-schema", "gauge", "--agent-role", "agent");
        assertThat(printed.out()).doesNotContain("${").contains("GRANT INSERT ON");
        database.execute(printed.out());
        assertThat(database.value("SELECT gauge.v1_partitions()")).isEqualTo("0");
    }

    private static String[] append(String[] words, String last) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }
}
