package dev.nilometer.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Hello;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is too old reads a sentence: the first classes are of Java 8 and use nothing that came later. */
class OlderJvmIT {
    private static final int JAVA_8 = 52;
    private static final List<String> FIRST = List.of("Premain", "AgentLoader", "StoredZip");

    @TempDir
    private Path folder;

    @Test
    void theFirstClassesAreOfJava8() throws Exception {
        try (JarFile jar = new JarFile(BuiltJars.agent().toFile())) {
            for (String name : FIRST) {
                try (InputStream in = jar.getInputStream(jar.getEntry("dev/nilometer/agent/" + name + ".class"));
                        DataInputStream header = new DataInputStream(in)) {
                    header.skipNBytes(6);
                    assertThat(header.readUnsignedShort()).as(name).isEqualTo(JAVA_8);
                }
            }
        }
    }

    @Test
    void theyUseNothingThatCameLater() throws Exception {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Path sources = BuiltJars.repository().resolve("agent/dist/src/main/java/dev/nilometer/agent");
        String jspecify = new File(Nullable.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getPath();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(
                            new PrintWriter(said, true, StandardCharsets.UTF_8),
                            files,
                            null,
                            List.of("--release", "8", "-d", folder.toString(), "-cp", jspecify, "-Xlint:none"),
                            null,
                            files.getJavaFileObjects(FIRST.stream()
                                    .map(name -> sources.resolve(name + ".java"))
                                    .toArray(Path[]::new)))
                    .call();
            assertThat(compiled).as(said.toString(StandardCharsets.UTF_8)).isTrue();
        }
    }

    @Test
    void theyLinkNothingElseBeforeTheVersionIsKnown() throws Exception {
        String truth = System.getProperty("java.specification.version");
        PrintStream stderr = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        URL[] nothingElse = {BuiltJars.agent().toUri().toURL()};
        try (URLClassLoader host = new URLClassLoader(nothingElse, ClassLoader.getPlatformClassLoader())) {
            System.setProperty("java.specification.version", "1.8");
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            Class<?> premain = host.loadClass("dev.nilometer.agent.Premain");
            premain.getMethod("premain", String.class, java.lang.instrument.Instrumentation.class)
                    .invoke(null, null, null);
        } finally {
            System.setProperty("java.specification.version", truth);
            System.setErr(stderr);
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("nilometer: needs Java 11 or newer, this is ")
                .endsWith("; the application runs without the agent");
    }

    @Test
    void noOtherClassOfTheJarIsSeenByTheHost() {
        HostJvm host = HostJvm.running(Hello.class)
                .agent("enabled=false")
                .option("-Xlog:class+load:file=" + folder.resolve("classes.log") + ":none")
                .run();

        assertThat(host.awaitExit()).isZero();
        assertThat(LoadedClasses.in(folder.resolve("classes.log")).ofAgentsJar())
                .startsWith("dev.nilometer.agent.Premain", "dev.nilometer.agent.AgentLoader");
    }
}
