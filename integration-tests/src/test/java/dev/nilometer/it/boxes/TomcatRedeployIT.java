package dev.nilometer.it.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.HostSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tomcat with two web applications, each with a class loader and a copy of the API of its own, deployed 50 times with
 * requests on Tomcat's pooled threads: nothing of an application is kept, and everything is counted.
 */
class TomcatRedeployIT {
    private static final int DEPLOYMENTS = 50;
    private static final int REQUESTS = 10;
    private static final int HANDLED = DEPLOYMENTS * REQUESTS * 2;

    /** As in its own start script: without these it does not look for leaks. */
    private static final List<String> OPEN_TO_TOMCAT = List.of(
            "java.base/java.lang",
            "java.base/java.io",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.rmi/sun.rmi.transport");

    @TempDir
    Path folder;

    @Test
    void keepsNothingOfApplicationsThatAreGone() throws IOException {
        Path host = HostSources.compile(
                "tomcat", folder.resolve("classes"), BuiltJars.container("tomcat-embed-core"), BuiltJars.api());
        Path application = application(host);
        long controlGrowth = runToItsEnd(tomcat(host, application), false);
        long growth = runToItsEnd(tomcat(host, application).agent("queue.poll=100ms"), true);
        System.out.println("Metaspace after 25 more deployments of two applications: " + growth
                + " bytes more, without the agent " + controlGrowth);
        assertThat(growth).isLessThan(controlGrowth + 1_000_000);
    }

    /** Returns by how many bytes Metaspace grew. */
    private static long runToItsEnd(HostJvm.Builder builder, boolean measured) {
        try (HostJvm host = builder.start()) {
            host.awaitOut("warm");
            if (measured) {
                assertThat(host.get("/metrics").statusCode()
                                + host.get("/v1/status").statusCode())
                        .isEqualTo(2 * 200);
            }
            host.tell("");
            long early = Long.parseLong(host.awaitOut("metaspace early "));
            assertThat(host.awaitOut("deployed ")).isEqualTo("2");
            if (measured) {
                assertCounted(host);
            }
            host.tell("");
            long late = Long.parseLong(host.awaitOut("metaspace late "));
            assertThat(host.awaitOut("kept ")).as("loaders kept").isEqualTo("0");
            if (measured) {
                awaitQueues(host, 0, 0);
            }
            host.tell("");
            assertThat(host.awaitExit()).isZero();
            assertThat(host.stdout()).noneMatch(line -> line.startsWith("answer "));
            assertThat(host.stderr().stream().filter(line -> line.contains("leak") || line.contains("lang.Nilometer")))
                    .as("Tomcat's warnings about leaks")
                    .isEmpty();
            return late - early;
        }
    }

    private static void assertCounted(HostJvm host) {
        assertThat(host.get("/metrics").body())
                .containsPattern(
                        "execution_duration_seconds_count\\{actor=\"desk\"[^}]*outcome=\"success\"[^}]*} " + HANDLED)
                .containsPattern(
                        "processing_duration_seconds_count\\{actor=\"desk\"[^}]*stage=\"step\"} " + 3 * HANDLED)
                .containsPattern(
                        "processing_errors_total\\{actor=\"desk\"[^}]*error_type=\"OrderException\"[^}]*} " + HANDLED)
                .containsPattern(
                        "processing_errors_total\\{actor=\"later\"[^}]*error_type=\"OrderException\"[^}]*} " + HANDLED)
                .containsPattern("tokens_total\\{[^}]*model=\"model\"[^}]*} " + 3 * HANDLED);
        awaitQueues(host, 4, 2);
        assertThat(host.get("/v1/status").body()).contains("\"refused_count\":0", "\"class\":\"app.Orders\"");
    }

    /** Those of instances that are there, and of no others. */
    private static void awaitQueues(HostJvm host, int orders, int pending) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(host.get("/metrics").body())
                        .containsPattern("queue_depth\\{[^}]*queue=\"orders\"[^}]*} " + orders + "\\.0")
                        .containsPattern("queue_depth\\{[^}]*queue=\"pending\"[^}]*} " + pending + "\\.0"));
    }

    private Path application(Path classes) throws IOException {
        Path root = Files.createDirectories(folder.resolve("application"));
        Path inside = Files.createDirectories(root.resolve("WEB-INF/classes"));
        Files.move(classes.resolve("app"), inside.resolve("app"));
        Path libraries = Files.createDirectories(root.resolve("WEB-INF/lib"));
        Files.copy(BuiltJars.api(), libraries.resolve("nilometer-api.jar"));
        return root;
    }

    private HostJvm.Builder tomcat(Path host, Path application) {
        HostJvm.Builder builder = HostJvm.bare();
        for (String inside : OPEN_TO_TOMCAT) {
            builder.option("--add-opens").option(inside + "=ALL-UNNAMED");
        }
        return builder.option("-cp")
                .option(HostSources.classPath(
                        host, BuiltJars.container("tomcat-embed-core"), BuiltJars.container("tomcat-annotations-api")))
                .mainClass("host.TomcatHost")
                .argument(folder.resolve("base"))
                .argument(application)
                .argument(DEPLOYMENTS)
                .argument(REQUESTS);
    }
}
