package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts of a host whose eight threads load two hundred classes at once, half of them woven, with static initialisers
 * that lead to each other and use the facade: none hangs, and nothing is lost.
 */
class StartsIT {
    private static final int CLASSES = 200;
    private static final Duration MOST_FOR_ONE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compileTheHost() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            sources.add(Files.writeString(folder.resolve("C" + i + ".java"), source(i)));
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", folder.toString(), "-cp", BuiltJars.api().toString(), "-proc:none", "-Xlint:none");
            assertThat(javac.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .isTrue();
        }
    }

    /** Initialising C7 initialises C8 and so on: always upwards, so the host cannot lock itself. */
    private static String source(int i) {
        String annotation = i % 2 == 0 ? "@dev.nilometer.api.Timed(stage = \"c\") " : "";
        String next = i + 1 < CLASSES && i % 10 != 9 ? "C" + (i + 1) + ".call();" : "";
        return "public class C" + i + " { static { dev.nilometer.api.Nilometer.event(\"loaded\"); " + next + " } "
                + annotation + "public static int call() { return " + i + "; } }";
    }

    @Test
    void noneOfTenHangs() throws Exception {
        start(10);
    }

    @Test
    @Tag("storm")
    void noneOfFiveHundredHangs() throws Exception {
        start(500);
    }

    private static void start(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (HostJvm host = HostJvm.bare()
                    .option("-cp")
                    .option(Path.of("target/test-classes").toAbsolutePath() + ":" + BuiltJars.api() + ":" + folder)
                    .agent("")
                    .argument("dev.nilometer.it.host.Loading")
                    .argument(CLASSES)
                    .argument(i)
                    .start()) {
                if (!host.endsWithin(MOST_FOR_ONE)) {
                    throw new AssertionError("start " + i + " hangs:\n" + dumpOf(host.pid()));
                }
                assertThat(host.awaitExit())
                        .as("start %d: %s", i, host.stderr())
                        .isZero();
                assertThat(host.stdout()).as("start %d", i).containsExactly("called " + 8 * CLASSES);
                assertThat(host.agentLines())
                        .as("start %d", i)
                        .filteredOn(line -> line.contains("measures"))
                        .hasSize(1);
            }
        }
    }

    private static String dumpOf(long pid) throws Exception {
        Process jstack = new ProcessBuilder(
                        Jdks.current().resolve("bin").resolve("jstack").toString(), Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String dump = new String(jstack.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jstack.waitFor(10, TimeUnit.SECONDS);
        return dump;
    }
}
