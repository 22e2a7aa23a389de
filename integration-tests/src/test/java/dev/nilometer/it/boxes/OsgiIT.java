package dev.nilometer.it.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.HostSources;
import dev.nilometer.it.Jdks;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Felix as it comes, which lets bundles see java.* of the boot loader and nothing else: a bundle that imports the API from
 * the API's own bundle, one that carries its own copy, and one that has nothing to do with either.
 */
class OsgiIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void bundlesAreWovenAndCounted(int version) {
        Path felix = BuiltJars.container("org.apache.felix.framework");
        Path classes = HostSources.compile("osgi", folder.resolve("classes"), felix, BuiltJars.api());
        Path host = HostSources.jar(folder.resolve("host.jar"), Map.of(), classes, "host");
        try (HostJvm jvm = HostJvm.bare()
                .java(Jdks.require(version))
                .option("-cp")
                .option(HostSources.classPath(host, felix))
                .agent("")
                .mainClass("host.FelixHost")
                .argument(folder.resolve("cache-" + version))
                .argument(BuiltJars.api())
                .argument(bundle(classes, "imported", "org.osgi.framework,dev.nilometer.api", "."))
                .argument(bundle(classes, "embedded", "org.osgi.framework", ".,nilometer-api.jar", BuiltJars.api()))
                .argument(bundle(classes, "plain", "org.osgi.framework", "."))
                .start()) {
            jvm.awaitOut("started 4");
            assertThat(jvm.stdout()).contains("imported false", "embedded true", "plain false false");
            assertCounted(jvm, "imported");
            assertCounted(jvm, "embedded");
            assertThat(jvm.get("/v1/status").body())
                    .contains("\"refused_count\":0", "\"class\":\"imported.Activator\"")
                    .contains("\"class\":\"embedded.Activator\"", "\"class\":\"dev.nilometer.api.Hooks\"");
            jvm.tell("");
            jvm.awaitOut("stopped");
            assertThat(jvm.awaitExit()).isZero();
        }
    }

    private static void assertCounted(HostJvm jvm, String actor) {
        assertThat(jvm.get("/metrics").body())
                .containsPattern("execution_duration_seconds_count\\{actor=\"" + actor + "\"[^}]*} 10")
                .containsPattern("processing_duration_seconds_count\\{actor=\"" + actor + "\"[^}]*stage=\"step\"} 10")
                .containsPattern("tokens_total\\{[^}]*model=\"model-" + actor + "\"[^}]*} 70");
    }

    private Path bundle(Path classes, String name, String imports, String classPath, Path... whole) {
        return HostSources.jar(
                folder.resolve(name + ".jar"),
                Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", name,
                        "Bundle-Activator", name + ".Activator",
                        "Bundle-ClassPath", classPath,
                        "Import-Package", imports),
                classes,
                name,
                whole);
    }
}
