package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is inside the built agent jar: what the host could load of it, and what the oldest JVM can. */
final class AgentJarIT {

    private static final int JAVA_8 = 52;
    private static final int JAVA_11 = 55;
    private static final long LIMIT_BYTES = 12L << 20;
    private static final String LIBRARIES = "libraries.zip";

    @Test
    void holdsNoClassNewerThanJava11() throws IOException {
        assertThat(classes())
                .hasSizeGreaterThan(1_000)
                .allSatisfy(
                        (name, facts) -> assertThat(facts.version()).as(name).isLessThanOrEqualTo(JAVA_11));
    }

    @Test
    void letsAnOlderJvmLoadThePremainClass() throws IOException {
        try (JarFile jar = new JarFile(BuiltJars.agent().toFile())) {
            String premain = jar.getManifest().getMainAttributes().getValue("Premain-Class");
            ClassFileFacts facts = read(jar, jar.getJarEntry(premain.replace('.', '/') + ".class"));
            assertThat(facts.version()).isLessThanOrEqualTo(JAVA_8);
        }
    }

    @Test
    void showsTheHostNothingButOurPremain() throws IOException {
        try (JarFile jar = new JarFile(BuiltJars.agent().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .filteredOn(name -> name.endsWith(".class") || name.startsWith("META-INF/services/"))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("dev/nilometer/agent/"));
        }
    }

    @Test
    void weavesNoDynamicCallSites() throws IOException {
        Map<String, ClassFileFacts> advice = classes();
        advice.keySet().removeIf(name -> !name.matches(".*Advice\\.class(data)?"));
        assertThat(advice)
                .isNotEmpty()
                .allSatisfy((name, facts) ->
                        assertThat(facts.invokeDynamic()).as(name).isFalse());
    }

    @Test
    void staysSmall() throws IOException {
        assertThat(Files.size(BuiltJars.agent())).isLessThanOrEqualTo(LIMIT_BYTES);
    }

    @Test
    void keepsLibrariesBehindOneEntryThatIsNotPackedTwice() throws IOException {
        try (JarFile jar = new JarFile(BuiltJars.agent().toFile())) {
            assertThat(jar.size()).as("entries that each start goes through").isLessThan(600);
            assertThat(jar.getEntry(LIBRARIES).getMethod()).isEqualTo(ZipEntry.STORED);
        }
    }

    private static Map<String, ClassFileFacts> classes() throws IOException {
        Map<String, ClassFileFacts> classes = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(BuiltJars.agent().toFile())) {
            try (ZipInputStream outer = new ZipInputStream(Files.newInputStream(BuiltJars.agent()));
                    ZipInputStream libraries = new ZipInputStream(jar.getInputStream(jar.getEntry(LIBRARIES)))) {
                addClasses(outer, classes);
                addClasses(libraries, classes);
            }
        }
        return classes;
    }

    private static void addClasses(ZipInputStream from, Map<String, ClassFileFacts> to) throws IOException {
        for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
            if (entry.getName().endsWith(".class") || entry.getName().endsWith(".classdata")) {
                to.put(entry.getName(), ClassFileFacts.read(new ByteArrayInputStream(from.readAllBytes())));
            }
        }
    }

    private static ClassFileFacts read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return ClassFileFacts.read(in);
        }
    }
}
