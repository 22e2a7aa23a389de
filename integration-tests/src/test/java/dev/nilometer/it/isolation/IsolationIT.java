package dev.nilometer.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A host with older libraries of its own sees the same JVM with the agent and without: libraries, drivers, loggers and
 * their manager, beans, threads, properties, modules, defaults. It looks when the agent has written to the database and
 * has been scraped, either for the first time then, or for the second.
 */
class IsolationIT {
    private static final String CLASSES = "dev.nilometer.libraries.";

    /** What a host can see of any agent, and of this one; each needs a reason. */
    private static final List<Pattern> UNAVOIDABLE = List.of(
            // the agent's threads: daemons, none of which the host inherits anything from
            Pattern.compile("(early|late) thread nilometer-[a-z]+ daemon true .*"),
            // the premain class, which the JVM itself wants on the class path
            Pattern.compile("(early|late) package dev\\.nilometer\\.agent"));

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "17,twice,false", "17,late,false", "17,late,true",
        "25,twice,false", "25,late,false", "25,late,true"
    })
    void seesTheSameJvm(int version, String when, boolean ownManagers) throws IOException {
        List<String> without = lines(host(version, when, ownManagers).start());
        HostJvm measured = host(version, when, ownManagers)
                .agent(database.agentOptions() + ";send=50ms;spool.dir=" + folder.resolve("spool"))
                .start();
        List<String> with = lines(measured, () -> {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> database.number("select sum(recorded) from nilometer.streams") >= 200);
            assertThat(measured.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(measured.get("/v1/status").statusCode()).isEqualTo(200);
            assertThat(measured.get("/ready").statusCode()).isEqualTo(200);
        });

        assertThat(with).hasSizeGreaterThan(500);
        assertThat(only(with, without)).as("seen only with the agent").isEmpty();
        assertThat(only(without, with)).as("seen only without the agent").isEmpty();
    }

    private HostJvm.Builder host(int version, String when, boolean ownManagers) throws IOException {
        HostJvm.Builder host =
                HostJvm.bare().java(Jdks.require(version)).option("-cp").option(BuiltJars.librariesClassPath());
        if (ownManagers) {
            Path logging =
                    Files.writeString(folder.resolve("logging.properties"), "handlers=" + CLASSES + "OwnHandler\n");
            host.option("-Djava.util.logging.config.file=" + logging)
                    .option("-Djava.util.logging.manager=" + CLASSES + "OwnLogManager")
                    .option("-Djavax.management.builder.initial=" + CLASSES + "OwnServerBuilder");
        }
        return host.mainClass(CLASSES + "LibrariesHost").argument(when).argument(database.url());
    }

    private static List<String> only(List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        others.forEach(rest::remove);
        return rest;
    }

    private static List<String> lines(HostJvm host) {
        return lines(host, () -> {});
    }

    private static List<String> lines(HostJvm host, Runnable inBetween) {
        try (host) {
            host.awaitOut("worked");
            inBetween.run();
            host.tell("go on");
            assertThat(host.awaitExit()).as("exit code; %s", host.stderr()).isZero();
            return host.stdout().stream()
                    .map(line -> line.replaceAll("@[0-9a-f]+$", ""))
                    .filter(line -> UNAVOIDABLE.stream()
                            .noneMatch(each -> each.matcher(line).matches()))
                    .toList();
        }
    }
}
