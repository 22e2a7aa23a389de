package dev.nilometer.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import dev.nilometer.it.host.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM image without java.sql, without JMX and without logging: the host runs and is measured, one line says what is
 * missing, and the records wait in the spool until somebody delivers them.
 */
class TrimmedImageIT {
    private static final String MODULES = "java.base,java.instrument,jdk.httpserver";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Database database = Database.migrated();

    @TempDir
    Path folder;

    @Test
    void measuresAndKeepsWhatCannotBeSent() throws IOException, InterruptedException {
        Path java = image();
        HostJvm without = caller(java).run();
        try (HostJvm host = caller(java).agent(options()).argument("wait").start()) {
            host.awaitOut("samples ");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(host.get("/metrics").body())
                            .containsPattern("execution_duration_seconds_count\\{[^}]*actor=\"caller\"[^}]*} 10")
                            .containsPattern("nilometer_advice_errors_total\\{[^}]*} 0"));
            host.tell("end");

            assertThat(host.awaitExit()).isEqualTo(without.awaitExit()).isZero();
            assertThat(host.stdout()).isEqualTo(without.stdout());
            assertThat(host.stderr()).hasSize(2).hasSameElementsAs(host.agentLines());
            assertThat(host.stderr()).anyMatch(line -> line.contains("--add-modules java.sql"));
        }
        try (HostJvm next = HostJvm.running(Caller.class)
                .agent(options())
                .argument(0)
                .argument(0)
                .argument(0)
                .argument("wait")
                .start()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> database.number("select count(*) from nilometer.executions") == 10);
            next.tell("end");
            assertThat(next.awaitExit()).isZero();
        }
    }

    private String options() {
        return database.agentOptions() + ";send=50ms;rows.per-second=unlimited;spool.dir=" + folder.resolve("spool");
    }

    private static HostJvm.Builder caller(Path java) {
        return HostJvm.running(Caller.class).java(java).argument(10).argument(2).argument(3);
    }

    private Path image() throws IOException, InterruptedException {
        Path jdk = Jdks.current();
        if (!Files.isDirectory(jdk.resolve("jmods"))) {
            String missing = "no folder jmods in " + jdk + ": jlink cannot make an image";
            System.out.println("SKIPPED: " + missing);
            Assumptions.abort(missing);
        }
        Path image = folder.resolve("image");
        Process jlink = new ProcessBuilder(
                        jdk.resolve("bin/jlink").toString(), "--add-modules", MODULES, "--output", image.toString())
                .inheritIO()
                .start();
        assertThat(jlink.waitFor()).as("jlink").isZero();
        return image.resolve("bin/java");
    }
}
