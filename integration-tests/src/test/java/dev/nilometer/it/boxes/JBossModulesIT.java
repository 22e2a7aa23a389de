package dev.nilometer.it.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.HostSources;
import dev.nilometer.it.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An application in JBoss Modules with JBoss's log manager in a module, as in WildFly: whoever touches java.util.logging
 * before that module is loaded leaves the application with the JDK's log manager, and WildFly does not start.
 */
class JBossModulesIT {
    private static final String LOG_MANAGER = "org.jboss.logmanager.LogManager";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"17,true,true", "17,false,true", "25,true,true", "17,true,false"})
    void isWovenAndKeepsItsLogManager(int version, boolean named, boolean measured) throws IOException {
        try (HostJvm host = shop(version, named, measured).start()) {
            assertThat(host.awaitOut("logs ")).startsWith(LOG_MANAGER + " of org.jboss.logmanager");
            assertThat(host.awaitOut("logger ")).isEqualTo("org.jboss.logmanager.Logger");
            if (measured) {
                assertMeasured(host);
            }
            host.tell("");
            assertThat(host.awaitExit()).isZero();
            assertThat(host.stderr()).noneMatch(line -> line.contains("log manager") || line.contains("Logmanager"));
        }
    }

    private static void assertMeasured(HostJvm host) {
        assertThat(host.get("/metrics").body())
                .containsPattern("execution_duration_seconds_count\\{actor=\"shop\"[^}]*} 10")
                .containsPattern("processing_duration_seconds_count\\{actor=\"shop\"[^}]*stage=\"step\"} 10")
                .containsPattern("tokens_total\\{[^}]*model=\"model\"[^}]*} 70");
        assertThat(host.get("/v1/status").body())
                .contains("\"refused_count\":0", "\"class\":\"shop.Main\"", "\"loader\":\"dev.nilometer.api\"");
    }

    private HostJvm.Builder shop(int version, boolean named, boolean measured) throws IOException {
        Path modules = folder.resolve("modules");
        Path classes = HostSources.compile("jboss", folder.resolve("classes"), BuiltJars.api());
        Path shop = HostSources.jar(folder.resolve("shop.jar"), Map.of(), classes, "shop");
        module(modules, "dev.nilometer.api", BuiltJars.api(), "", "");
        module(modules, "org.wildfly.common", BuiltJars.container("wildfly-common"), "", "java.logging");
        module(
                modules,
                "org.jboss.logmanager",
                BuiltJars.container("jboss-logmanager"),
                "",
                "java.logging,java.xml,org.wildfly.common");
        module(
                modules,
                "shop",
                shop,
                "<main-class name='shop.Main'/>",
                "java.logging,dev.nilometer.api,org.jboss.logmanager");
        HostJvm.Builder host = HostJvm.bare().java(Jdks.require(version));
        if (named) {
            host.option("-Djava.util.logging.manager=" + LOG_MANAGER);
        }
        if (measured) {
            host.agent("");
        }
        return host.option("-jar")
                .option(BuiltJars.container("jboss-modules").toString())
                .option("-mp")
                .option(modules.toString())
                .option("shop");
    }

    /** A module as JBoss Modules reads it from a folder of its own. */
    private static void module(Path modules, String name, Path jar, String inside, String dependencies)
            throws IOException {
        Path main =
                Files.createDirectories(modules.resolve(name.replace('.', '/')).resolve("main"));
        Files.copy(jar, main.resolve(jar.getFileName()));
        StringBuilder needs = new StringBuilder();
        for (String dependency : List.of(dependencies.split(","))) {
            if (!dependency.isEmpty()) {
                needs.append("<module name='").append(dependency).append("' services='import'/>");
            }
        }
        Files.writeString(main.resolve("module.xml"), """
                <module xmlns='urn:jboss:module:1.9' name='%s'>%s
                  <resources><resource-root path='%s'/></resources>
                  <dependencies>%s</dependencies>
                </module>
                """.formatted(name, inside, jar.getFileName(), needs));
    }
}
