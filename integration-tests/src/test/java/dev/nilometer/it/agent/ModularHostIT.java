package dev.nilometer.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is a named module finds the recorder too, and says which of the JDK's modules it lacks. */
class ModularHostIT {
    private static final String MODULE = "module shop { requires dev.nilometer.api; }";
    private static final String MAIN = """
            package shop;
            public class Main {
                public static void main(String[] arguments) throws Exception {
                    sell();
                    System.out.println("sold");
                    System.in.read();
                }
                @dev.nilometer.api.Timed(stage = "sell", actor = "shop")
                static void sell() {}
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void isWovenAndMeasured(int version) throws IOException {
        try (HostJvm host = shop(version)
                .option("--add-modules")
                .option("jdk.httpserver")
                .agent("")
                .start()) {
            host.awaitOut("sold");
            assertThat(host.get("/metrics").body())
                    .containsPattern("processing_duration_seconds_count\\{[^}]*stage=\"sell\"[^}]*} 1");
            assertThat(host.get("/v1/status").body()).contains("\"class\":\"shop.Main\"", "\"refused_count\":0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void saysWhichModulesAreMissing(int version) throws IOException {
        try (HostJvm host = shop(version)
                .agent("db.url=jdbc:postgresql://127.0.0.1:1/d;spool.dir=" + folder.resolve("spool"))
                .start()) {
            host.awaitOut("sold");
            host.awaitErr("--add-modules java.sql");
            host.awaitErr("--add-modules jdk.httpserver");
        }
    }

    private HostJvm.Builder shop(int version) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/shop"));
        Path module = Files.writeString(folder.resolve("sources/module-info.java"), MODULE);
        Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
        String classes = folder.resolve("classes").toString();
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--release",
                        "17",
                        "-p",
                        BuiltJars.api().toString(),
                        "-d",
                        classes,
                        module.toString(),
                        main.toString());
        assertThat(result).as("javac").isZero();
        return HostJvm.bare()
                .java(Jdks.require(version))
                .option("-p")
                .option(classes + ":" + BuiltJars.api())
                .module("shop/shop.Main");
    }
}
