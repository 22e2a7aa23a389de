package dev.nilometer.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nilometer.worker.cli.Shell.Answer;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.Empty;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

@ExtendWith(PostgresExtension.class)
class WorkerCommandTest {
    @Test
    void findsEachCommandByItsOwnName() {
        assertThat(WorkerCommand.COMMANDS)
                .allSatisfy(name -> assertThat(WorkerCommand.command(name)
                                .getAnnotation(CommandLine.Command.class)
                                .name())
                        .isEqualTo(name));
    }

    @Test
    void migratesGrantsAndSaysSo(@Empty TestDatabase database) {
        database.createRole("agent");
        database.createRole("reader");
        Shell shell = Shell.on(database);
        Answer first = shell.run(
                "migrate", "--time-zone", "Europe/Berlin", "--agent-role", "agent", "--reader-role", "reader");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).contains("granted agent rights to agent", "granted reader rights to reader");
        assertThat(first.lastLine()).contains("schema nilometer is up to date", "16 partitions", "Europe/Berlin");
        assertThat(shell.run("migrate").lastLine()).contains("0 scripts applied, 0 partitions", "Europe/Berlin");
        assertThat(database.value("SELECT has_table_privilege('reader', 'executions', 'SELECT')"))
                .isEqualTo("t");
    }

    @Test
    void changesTheTimeZoneUntilADayIsSealed(TestDatabase database) {
        database.execute("INSERT INTO bucket_state (hour, counted) VALUES (now(), 3)");
        assertThat(Shell.on(database)
                        .run("migrate", "--time-zone", "Asia/Kolkata")
                        .lastLine())
                .contains("Asia/Kolkata");
        assertThat(database.value("SELECT counted FROM bucket_state")).isEqualTo("-1");
        database.execute("UPDATE bucket_state SET sealed_at = now()");
        Answer late = Shell.on(database).run("migrate", "--time-zone", "UTC");
        assertThat(late.exit()).isEqualTo(1);
        assertThat(late.err()).contains("the time zone stays Asia/Kolkata");
    }

    @Test
    void showsAndChangesSettings(TestDatabase database) {
        Shell shell = Shell.on(database);
        assertThat(shell.run("settings").out()).contains("raw_max_bytes", "50GiB", "rows_days", "nothing changed");
        Answer changed = shell.run(
                "settings",
                "raw_max_bytes=2GiB",
                "rows_days=7",
                "raw_per_second=100",
                "send_interval=1500ms",
                "enabled=false",
                "dimensions=tenant,actor+tenant");
        assertThat(changed.lastLine()).contains("6 of 6 settings changed");
        assertThat(database.column(
                        "SELECT concat_ws(' ', raw_max_bytes, rows_days, raw_per_second, send_interval_ms, enabled,"
                                + " dimensions) FROM settings"))
                .containsExactly("2147483648 7 100 1500 f {tenant,actor+tenant}");
        shell.run("settings", "raw_per_second=none", "dimensions=");
        assertThat(database.column("SELECT raw_per_second IS NULL AND dimensions = '{}' FROM settings"))
                .containsExactly("t");
    }

    @Test
    void saysWhetherAllIsWell(TestDatabase database) throws Exception {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            stream.commit(0, 1, Instant.now(), 7, 0);
        }
        Answer page = Shell.on(database).run("status");
        assertThat(page.exit()).as(page.err()).isZero();
        assertThat(page.out()).contains("dirty_hours:", "streams:", "host:1", "50.0 GiB", " KiB");
        assertThat(page.lastLine()).isEqualTo("1 dirty hour (0 closed), 1 stream, every balance holds");

        JsonNode json = new ObjectMapper()
                .readTree(Shell.on(database).run("status", "--json").out());
        assertThat(json.at("/dirty_hours/0/records").asLong()).isEqualTo(7);
        assertThat(json.at("/streams/0/balanced").asBoolean()).isTrue();
        assertThat(json.at("/partitions")).hasSize(4);
        for (String instant : List.of("/schema/0/accept_from", "/dirty_hours/0/oldest", "/streams/0/last_seen_at")) {
            assertThat(Instant.parse(json.at(instant).asText())).as(instant).isBefore(Instant.now());
        }
    }

    @Test
    void showsTheStoryOfAnItem(TestDatabase database) throws Exception {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int group = stream.group("triage", "in", "failed", "TimeoutError");
            stream.copy(
                    "execution_rows (at, latency_ns, id, group_id, item_id, stream_no)",
                    List.of(Instant.now() + "\t1500000\t1\t" + group + "\titem\u001b[31m\u00e9"));
        }
        Answer story = Shell.on(database).run("show", "item\u001b[31m\u00e9");
        assertThat(story.exit()).as(story.err()).isZero();
        assertThat(story.out()).contains("triage", "TimeoutError", "1.500").doesNotContain("\u001b");
        assertThat(story.lastLine()).endsWith("1 execution, 1 of them failed, 0 stages");
        assertThat(Shell.on(database).run("show", "nobody").exit()).isEqualTo(1);
    }

    @Test
    void listsItemsWorthALook(TestDatabase database) throws Exception {
        Instant now = Instant.now();
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            int good = stream.group("triage", "in", "success", "");
            int bad = stream.group("triage", "in", "failed", "TimeoutError");
            stream.copy(
                    "execution_rows (at, latency_ns, id, group_id, item_id, stream_no)",
                    List.of(now + "\t1500000\t1\t" + bad + "\tfails", now + "\t9500000\t2\t" + good + "\tslow"));
            int stage = stream.series("processing_time_ms", List.of("actor:triage,stage:fetch"))
                    .get(0);
            stream.copySamples(List.of(now + "\t7\t3\t" + stage));
        }
        Shell shell = Shell.on(database);
        Answer slowest = shell.run("show", "--slowest", "--limit", "1");
        assertThat(slowest.exit()).as(slowest.err()).isZero();
        assertThat(slowest.out()).contains("slow ").doesNotContain("fails");
        assertThat(slowest.lastLine()).startsWith("1 item, slowest first, ").endsWith("; --limit 1 reached");
        assertThat(shell.run("show", "--failed", "--hour", now.toString()).out())
                .contains("fails", "TimeoutError")
                .doesNotContain("slow ");
        assertThat(shell.run("show", "--failed", "--hour", "2020-01-01T10:30:00Z")
                        .lastLine())
                .isEqualTo("0 failed items, latest first, 2020-01-01T10:00:00Z to 2020-01-01T11:00:00Z");
        assertThat(shell.run("show", "--stuck").out())
                .contains("triage", "fetch", "1 unfinished execution, oldest first");
    }

    @Test
    void refusesToUninstallWhatIsNotThere(@Empty TestDatabase database) {
        Answer answer = Shell.on(database).run("uninstall", "--yes");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("there is no schema nilometer of Nilometer's here, nothing was dropped");
    }

    @Test
    void breaksNoLineOfHelpTwice() {
        for (String page : List.of("--help", "import --help")) {
            List<String> lines = new Shell().run(page.split(" ")).out().lines().toList();
            List<String> footer = lines.subList(lines.lastIndexOf("") + 1, lines.size() - 1);
            assertThat(footer).isNotEmpty().allMatch(line -> line.length() > 60, "is full");
        }
    }

    @Test
    void uninstallsWhatItInstalled(TestDatabase database) {
        assertThat(Shell.on(database).run("uninstall", "--yes").lastLine()).isEqualTo("schema nilometer is gone");
        assertThat(Shell.on(database).run("migrate").exit()).isZero();
    }

    @Test
    void helpsEverywhere() {
        for (String command : List.of("migrate", "settings", "status", "show", "uninstall")) {
            Answer help = new Shell().run(command, "--help");
            assertThat(help.exit()).isZero();
            assertThat(help.out()).contains("--db-url", "--debug");
            assertThat(new Shell().run("help", command).exit()).isZero();
        }
        assertThat(new Shell().run("--help").out()).contains("migrate", "NILOMETER_DB_URL");
    }
}
