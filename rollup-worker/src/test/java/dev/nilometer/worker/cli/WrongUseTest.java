package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.Empty;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: one clear sentence, exit 2 for wrong use and 1 for what failed, a stack trace only when asked for. */
@ExtendWith(PostgresExtension.class)
class WrongUseTest {
    private static final String NOBODY = "jdbc:postgresql://localhost:1/x";

    @Test
    void wantsACommand() {
        refused(new Shell().run(), 2, "nilometer-worker: say what to do: migrate, rollup, ");
        refused(new Shell().run("migrat"), 2, "there is no command 'migrat', there are migrate, ");
    }

    @Test
    void namesWhatWasTypedWrongly() {
        refused(new Shell().run("status", "--jsn"), 2, "status: there is no option --jsn; see nilometer-worker status");
        refused(new Shell().run("status", "now"), 2, "'now' is one argument too many");
        refused(new Shell().run("show"), 2, "ITEM is missing, or one of --slowest, --failed, --stuck");
        refused(new Shell().run("show", "42", "--failed"), 2, "one of ITEM, --slowest, --failed, --stuck at a time");
        refused(new Shell().run("show", "--stuck", "--limit", "0"), 2, "--limit must be at least 1");
        refused(new Shell().run("show", "--failed", "--hour", "noon"), 2, "'noon' is neither a date");
        refused(new Shell().run("rollup", "--from"), 2, "--from needs a value: TIME");
        refused(new Shell().run("rollup", "--from", "--to", "x"), 2, "--from");
        refused(new Shell().run("serve", "--port", "abc"), 2, "--port takes a whole number, not 'abc'");
        refused(new Shell().run("purge", "--rows-days", "x"), 2, "--rows-days takes a whole number, not 'x'");
        refused(
                new Shell().run("serve", "--nightly-cron", "x"),
                2,
                "--nightly-cron: 'x' is no schedule like '30 1 * * *': minute, hour, day, month, weekday; see");
    }

    @Test
    void wantsADatabase() {
        refused(new Shell().run("status"), 2, "NILOMETER_DB_URL");
        refused(new Shell().run("status", "--db-url", "mysql://localhost/x?password=geheim"), 2, "jdbc:postgresql://");
        refused(new Shell().run("status", "--db-url", NOBODY, "--db-schema", "Bad Schema"), 2, "lower-case");
        refused(new Shell().run("status", "--db-url", NOBODY, "--connections", "0"), 2, "--connections");
        refused(new Shell().run("status", "--db-url", NOBODY, "--connections", "two"), 2, "--connections");
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        refused(new Shell().run("migrate", "--db-url", NOBODY), 1, "cannot reach jdbc:postgresql://localhost:1/x");
        String unknown = "jdbc:postgresql://nowhere.invalid/x";
        refused(new Shell().run("migrate", "--db-url", unknown), 1, "there is no host nowhere.invalid");
    }

    @Test
    void showsTheStackOnlyWithDebug() {
        Answer answer = new Shell().with("NILOMETER_DEBUG", "true").run("migrate", "--db-url", NOBODY);
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("\tat ");
    }

    @Test
    void neverPrintsAPassword(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "geheim\n");
        Shell shell = new Shell().with("NILOMETER_DB_PASSWORD", "geheim").with("NILOMETER_DEBUG", "true");
        assertThat(shell.run("status", "--db-url", NOBODY + "?password=geheim").err())
                .doesNotContain("geheim");
        assertThat(shell.run("status", "--db-url", NOBODY, "--db-password-file", file.toString())
                        .err())
                .doesNotContain("geheim");
    }

    @Test
    void saysThatThePasswordFileCannotBeRead(TestDatabase database) {
        refused(
                Shell.on(database).run("status", "--db-password-file", "/nowhere/password"),
                1,
                "status: cannot read the password file /nowhere/password: there is none");
        refused(Shell.on(database).run("status", "--db-password-file", "/"), 1, "cannot read the password file /: ");
    }

    @Test
    void saysThatTheSchemaIsNotThere(@Empty TestDatabase database) {
        for (String command : new String[] {"status", "settings", "show 42"}) {
            refused(Shell.on(database).run(command.split(" ")), 1, "run migrate first");
        }
    }

    @Test
    void saysThatARoleDoesNotExistBeforeItDoesAnything(@Empty TestDatabase database) {
        refused(Shell.on(database).run("migrate", "--agent-role", "nobody_here"), 1, "role nobody_here does not exist");
        assertThat(database.column("SELECT 1 FROM pg_namespace WHERE nspname = 'nilometer'"))
                .isEmpty();
    }

    @Test
    void saysThatADatabaseOrUserDoesNotExist(TestDatabase database) {
        refused(Shell.on(database).run("status", "--db-url", database.url() + "x"), 1, "does not exist");
        refused(Shell.on(database).run("status", "--db-user", "nobody_here"), 1, "nobody_here");
    }

    @Test
    void saysWhatTheOwnerMayDo(@Empty TestDatabase database) {
        database.createRole("stranger");
        refused(Shell.on(database).run("migrate", "--db-user", "stranger"), 1, "permission denied");
    }

    @Test
    void wantsATimeZoneOfTheWorld(TestDatabase database) {
        refused(Shell.on(database).run("migrate", "--time-zone", "Mars/Olympus"), 2, "no time zone");
        refused(Shell.on(database).run("migrate", "--time-zone", "+02:00"), 2, "no time zone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw_max_byte=1",
                "raw_max_bytes",
                "raw_max_bytes=many",
                "raw_max_bytes=-1",
                "raw_max_bytes=99999999TiB",
                "raw_max_bytes=100",
                "rows_days=0",
                "rows_days=30d",
                "dimensions=a b",
                "dimensions=a,,b",
                "dimensions=a,+",
                "dimensions=a+",
                "dimensions=,",
                "dimensions=tenant,user",
                "raw_per_second=",
                "send_interval=2",
                "send_interval=10ms",
                "enabled=yes",
                "=1"
            })
    void namesTheSettingThatCannotBe(String assignment) {
        refused(new Shell().run("settings", "--db-url", NOBODY, assignment), 2, "");
    }

    @Test
    void namesTheNearestSetting() {
        refused(new Shell().run("settings", "raw_max_byte=1"), 2, "did you mean raw_max_bytes?");
        assertThat(new Shell().run("settings", "colour=1").err())
                .contains("unknown setting 'colour'; there are raw_max_bytes, ");
    }

    @Test
    void wantsAYesBeforeItDropsHistory(TestDatabase database) {
        refused(Shell.on(database).run("uninstall"), 2, "--yes");
        assertThat(Shell.on(database).run("status").exit()).isZero();
    }

    private static void refused(Answer answer, int exit, String sentence) {
        assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
        assertThat(answer.err()).contains(sentence).doesNotContain("\tat ").doesNotContain("geheim");
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.out()).isEmpty();
    }
}
