package dev.nilometer.it.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.HostSources;
import dev.nilometer.it.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Class loaders that come and go with woven classes, and another agent that retransforms and redefines those: no loader is
 * kept, Metaspace stays where it is, and each call is counted once.
 */
class LoaderChurnIT {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    private Path classes;
    private Path application;
    private Path changed;
    private Path second;

    @BeforeEach
    void compile() throws IOException {
        classes = HostSources.compile("churn", folder.resolve("classes"), BuiltJars.api());
        changed = HostSources.compile("changed", folder.resolve("changed"), BuiltJars.api());
        application = Files.createDirectories(folder.resolve("application"));
        second = HostSources.jar(
                folder.resolve("second.jar"),
                Map.of(
                        "Premain-Class", "second.SecondAgent",
                        "Can-Retransform-Classes", "true",
                        "Can-Redefine-Classes", "true"),
                classes,
                "second");
        Files.move(classes.resolve("app"), application.resolve("app"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void leavesNothingBehind(int version) {
        long growth = churn(Jdks.require(version), 50, 6, true);
        System.out.println("Metaspace after 25 more loaders and 150 retransformations: " + growth + " bytes more");
    }

    @Test
    @Tag("storm")
    void aStormLeavesNothingBehind() {
        long control = churn(Jdks.require(17), 1_000, 10, false);
        long growth = churn(Jdks.require(17), 1_000, 10, true);
        System.out.println("Metaspace after 500 more loaders and 5,000 retransformations: " + growth
                + " bytes more, without the agent " + control);
    }

    /** Returns by how many bytes Metaspace grew in the second half. */
    private long churn(Path java, int loaders, int retransformations, boolean measured) {
        HostJvm.Builder builder = HostJvm.bare().java(java);
        if (measured) {
            builder.agent("queue.poll=100ms");
        }
        builder.option("-javaagent:" + second)
                .option("-cp")
                .option(classes.toString())
                .mainClass("host.Churn")
                .argument(application)
                .argument(BuiltJars.api())
                .argument(loaders)
                .argument(retransformations)
                .argument(changed);
        try (HostJvm host = builder.start()) {
            host.awaitOut("warm", PATIENCE);
            if (measured) {
                assertThat(host.get("/metrics").statusCode()
                                + host.get("/v1/status").statusCode())
                        .isEqualTo(2 * 200);
            }
            host.tell("");
            long early = Long.parseLong(host.awaitOut("metaspace early ", PATIENCE));
            long late = Long.parseLong(host.awaitOut("metaspace late ", PATIENCE));
            assertThat(host.awaitOut("kept ")).as("loaders kept").isEqualTo("0");
            host.awaitOut("redefined");
            if (measured) {
                assertThat(late).isLessThan(early + early / 20);
                assertCountedOnce(host, 2 * loaders);
            }
            host.tell("");
            assertThat(host.awaitExit()).isZero();
            return late - early;
        }
    }

    /** Besides the runs by loaders: two as it was, one of the changed class, whose handler takes two steps and 10 tokens. */
    private static void assertCountedOnce(HostJvm host, int runs) {
        assertThat(host.get("/metrics").body())
                .containsPattern("execution_duration_seconds_count\\{actor=\"work\"[^}]*} " + (runs + 3))
                .containsPattern(
                        "processing_duration_seconds_count\\{actor=\"work\"[^}]*stage=\"step\"} " + (runs + 2 + 2))
                .containsPattern("tokens_total\\{[^}]*model=\"model\"[^}]*} " + (runs + 2 + 10));
        assertThat(host.get("/v1/status").body())
                .contains("\"class\":\"app.Work\",\"member\":\"handle\"")
                .containsPattern("\"refused\":\\[\\{\"class\":\"app.Plan\",\"member\":\"make\",[^}]*"
                        + "\"reason\":\"it has no code[^}]*}]")
                .doesNotContain("advice_errors", "sites_overflow");
    }
}
