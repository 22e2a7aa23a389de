package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The entry points of the images as plain processes, as they run in a container: nobody's user, nothing to write to. */
class ContainerIT {
    /** As a user without name, home or rights, with every file system read-only. */
    private static final String LOCKED_UP = """
            #!/bin/sh
            exec unshare --mount sh -c 'mount -o remount,bind,ro / && cd / && exec setpriv --reuid 54321 --regid 54321 \\
                --clear-groups --no-new-privs --bounding-set=-all env -u HOME "$@"' sh %s "$@"
            """;

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @Test
    void theWorkerServesLockedUpAndEndsWhenItIsTold() throws Exception {
        database.createRoleWithPassword("serving", "river");
        try (HostJvm worker =
                entry("serving", "serve", "--host", "127.0.0.1", "--port", "0").start()) {
            String address = worker.awaitOut("serving ").split("/metrics")[0];
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(address + "/ready?exclude=rollup"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            long before = System.nanoTime();
            worker.terminate();
            assertThat(worker.awaitExit()).as(worker.stderr().toString()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            assertThat(worker.stderr()).allSatisfy(line -> assertThat(line).startsWith("Picked up JAVA_TOOL_OPTIONS"));
        }
    }

    @Test
    void jobsEndWithTheirExitCode() throws Exception {
        database.createRoleWithPassword("working", "river");
        for (String job : List.of("rollup", "purge")) {
            HostJvm ended = entry("working", job).run();
            assertThat(ended.awaitExit()).as("%s", ended.stderr()).isZero();
        }
        Files.writeString(folder.resolve("password"), "lake");
        HostJvm refused = entry("working", "rollup").run();
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.stderr().toString()).contains("password").doesNotContain("lake");
    }

    @Test
    void everyCommandOfTheFilesKnowsTheOptionsThatItIsGiven() {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        DeployedFilesTest.pods()
                .forEach(pod ->
                        DeployedFilesTest.containers(pod).forEach(container -> add(commands, container, "args")));
        DeployedFilesTest.composeServices().values().forEach(service -> add(commands, service, "command"));
        assertThat(commands.keySet()).containsExactlyInAnyOrder("migrate", "serve", "rollup", "purge");
        commands.forEach((command, options) -> {
            HostJvm help = HostJvm.runningJar(BuiltJars.worker())
                    .argument(command)
                    .argument("--help")
                    .run();
            assertThat(help.awaitExit()).isZero();
            String page = String.join("\n", help.stdout());
            assertThat(page).contains("--db-url", "--db-user", "--db-password-file");
            assertThat(options).allSatisfy(option -> assertThat(page).contains(option + "="));
        });
    }

    private static void add(Map<String, List<String>> commands, Map<String, Object> container, String key) {
        if ("nilometer-worker".equals(container.get("image"))) {
            List<String> words = ((List<?>) container.getOrDefault(key, List.of()))
                    .stream().map(Object::toString).toList();
            commands.computeIfAbsent(words.get(0), ignored -> new ArrayList<>())
                    .addAll(words.stream().filter(word -> word.startsWith("--")).toList());
        }
    }

    /** The worker's ENTRYPOINT with these arguments, as its Dockerfile says it. */
    private HostJvm.Builder entry(String role, String... arguments) throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root) {
            System.out.println("SKIPPED: only root may lock a process up");
        }
        assumeThat(root).isTrue();
        List<String> words = Pattern.compile("\"([^\"]*)\"")
                .matcher(DeployFolder.text(DeployFolder.file("container/worker.Dockerfile"))
                        .lines()
                        .filter(line -> line.startsWith("ENTRYPOINT"))
                        .findFirst()
                        .orElseThrow())
                .results()
                .map((MatchResult word) -> word.group(1))
                .toList();
        assertThat(words).startsWith("java").endsWith("-jar", "/opt/nilometer/nilometer-worker.jar");
        HostJvm.Builder entry = HostJvm.runningJar(BuiltJars.worker()).java(lockedUpJava());
        words.subList(1, words.size() - 2).forEach(entry::option);
        for (String argument : arguments) {
            entry.argument(argument);
        }
        return entry.variable("JAVA_TOOL_OPTIONS", "-Xmx96m")
                .variable("NILOMETER_DB_URL", database.url().replaceFirst("[?].*", ""))
                .variable("NILOMETER_DB_USER", role)
                .variable("NILOMETER_DB_PASSWORD_FILE", password().toString());
    }

    private Path password() throws Exception {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            Files.writeString(file, "river\n");
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Path lockedUpJava() throws Exception {
        Path script = folder.resolve("java");
        Files.writeString(script, LOCKED_UP.formatted(Jdks.current().resolve("bin/java")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
