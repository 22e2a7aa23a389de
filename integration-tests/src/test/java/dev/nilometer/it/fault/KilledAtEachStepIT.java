package dev.nilometer.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.HostSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker killed with SIGKILL at each step at which it would leave a state of its own, and started again: all tables,
 * and the archive's files, as in a schema beside it that nobody disturbed. What is killed is the built jar, with one class
 * of the test before it on the class path: the one that is told of each step.
 */
class KilledAtEachStepIT {
    private static final int KILLED = 128 + 9;
    private static final int ROWS = 2_000;

    private static final List<String> OF_ROLLUP = List.of(
            "late claimed",
            "late moved",
            "late merged",
            "hour claimed",
            "hour read",
            "hour stored",
            "hour noted",
            "day merged",
            "week merged");

    /** In the order in which they are reached, so that each can follow the last kill. */
    private static final List<String> OF_PURGE = Stream.concat(
                    OF_ROLLUP.stream(),
                    Stream.of(
                            "rest dropped",
                            "accept_from moved",
                            "table detached",
                            "day detached",
                            "rest rolled up",
                            "compared",
                            "archived",
                            "sealed",
                            "dropped",
                            "days purged"))
            .toList();

    @RegisterExtension
    private final Database database = Database.empty();

    @TempDir
    private Path folder;

    private String classPath = "";

    @BeforeEach
    void putTheListenerFirst() {
        Path listener = HostSources.compile("marked", folder.resolve("listener"));
        classPath = HostSources.classPath(listener, BuiltJars.worker());
    }

    @Test
    void leavesTheSameTablesWhenEveryRunOfAPurgeDiesAStepLater() {
        assertThat(new TreeSet<>(OF_PURGE)).isEqualTo(stepsInTheSources());
        WorkedSchema calm = prepared("calm");
        WorkedSchema killed = prepared("killed");
        for (String step : OF_PURGE) {
            killAt(step, killed, "purge", archiveOf("killed"));
        }
        calm.work("purge", archiveOf("calm"));
        killed.work("purge", archiveOf("killed"));
        killed.assertSameAs(calm, "a kill at every step");
        assertThat(files("killed")).isNotEmpty().isEqualTo(files("calm"));
    }

    @Test
    @Tag("storm")
    void leavesTheSameTablesAfterAKillAtAnyOneStep() {
        int schemas = 0;
        for (Map.Entry<String, List<String>> command : commands().entrySet()) {
            WorkedSchema calm = prepared("calm_" + command.getKey(), command.getKey());
            calm.work(command.getKey(), arguments(command.getKey(), "calm"));
            for (String step : command.getValue()) {
                String name = "killed_" + ++schemas;
                WorkedSchema killed = prepared(name, command.getKey());
                killAt(step, killed, command.getKey(), arguments(command.getKey(), name));
                killed.work(command.getKey(), arguments(command.getKey(), name));
                killed.assertSameAs(calm, command.getKey() + " at " + step);
                assertThat(files(name)).as(step).isEqualTo(files("calm"));
                database.execute("DROP SCHEMA " + name + " CASCADE");
            }
        }
        System.out.println(schemas + " workers killed at a step of their own");
    }

    private static Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("rollup", OF_ROLLUP);
        commands.put("backfill", OF_ROLLUP);
        commands.put("purge", OF_PURGE);
        return commands;
    }

    private String[] arguments(String command, String archive) {
        return switch (command) {
            case "backfill" -> new String[] {"--from", "2000-01-01", "--to", "2100-01-01"};
            case "purge" -> archiveOf(archive);
            default -> new String[0];
        };
    }

    private String[] archiveOf(String name) {
        return new String[] {"--archive", folder.resolve(name).toString()};
    }

    private WorkedSchema prepared(String name) {
        return prepared(name, "purge");
    }

    /**
     * A sealed day whose executions are still there to be read, two days that are to go, one that stays, and what came
     * late for the first and the last. A backfill has rolled up before.
     */
    private WorkedSchema prepared(String name, String command) {
        WorkedSchema schema = new WorkedSchema(database, name).migrated();
        schema.fill(ROWS, 50);
        schema.work("purge", "--rows-days", "45", "--executions-days", "60");
        schema.fill(ROWS, 42, 41, 2);
        if (command.equals("backfill")) {
            schema.work("rollup");
        }
        schema.late(50, 1);
        schema.late(2, 2);
        return schema;
    }

    private void killAt(String step, WorkedSchema schema, String command, String... arguments) {
        HostJvm.Builder jvm = HostJvm.bare()
                .option("-Dkilled.at=" + step)
                .option("-XX:TieredStopAtLevel=1")
                .option("-cp")
                .option(classPath)
                .mainClass("dev.nilometer.worker.Worker");
        try (HostJvm worker = schema.start(jvm, command, arguments)) {
            assertThat(worker.awaitExit())
                    .as("%s at %s: %s %s", command, step, worker.stdout(), worker.stderr())
                    .isEqualTo(KILLED);
        }
        schema.awaitNoWorker();
    }

    /** A fingerprint of each file of an archive; none where there is no archive. */
    private Map<String, UUID> files(String name) {
        Map<String, UUID> files = new TreeMap<>();
        Path archive = folder.resolve(name);
        if (Files.isDirectory(archive)) {
            try (Stream<Path> all = Files.list(archive)) {
                for (Path file : all.toList()) {
                    files.put(file.getFileName().toString(), UUID.nameUUIDFromBytes(Files.readAllBytes(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static Set<String> stepsInTheSources() {
        Set<String> steps = new TreeSet<>();
        Path sources = BuiltJars.repository().resolve("rollup-worker/src/main/java");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(sources)) {
            all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            for (Path file : files) {
                Matcher mark = Pattern.compile("mark\\.reach\\(\"([^\"]+)\"").matcher(Files.readString(file));
                while (mark.find()) {
                    steps.add(mark.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return steps;
    }
}
