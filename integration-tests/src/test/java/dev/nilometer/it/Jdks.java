package dev.nilometer.it;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds JDKs other than the one that runs the tests: Maven's toolchains file, then environment variables
 * ({@code JAVA25_HOME}, {@code JAVA_HOME_25_X64} and its kin, {@code JAVA_HOME}), then the folders where installers put
 * them. A JDK counts only when its {@code release} file gives the wanted version and its {@code bin/java} runs.
 */
public final class Jdks {

    private static final Pattern TOOLCHAIN_HOME = Pattern.compile("<jdkHome>\\s*(.*?)\\s*</jdkHome>", Pattern.DOTALL);

    private static final Path HOME = Path.of(System.getProperty("user.home"));

    private static final List<Path> USUAL_FOLDERS = List.of(
            Path.of("/usr/lib/jvm"),
            HOME.resolve(".sdkman/candidates/java"),
            HOME.resolve(".jdks"),
            HOME.resolve(".gradle/jdks"),
            HOME.resolve(".asdf/installs/java"),
            HOME.resolve(".local/share/mise/installs/java"),
            Path.of("/opt"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            HOME.resolve("Library/Java/JavaVirtualMachines"));

    private Jdks() {}

    /** The home of the JDK that runs the tests. */
    public static Path current() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The {@code java} of the JDK of that feature version; skips the calling test, and says so, when there is none. */
    public static Path require(int version) {
        Optional<Path> home = find(version);
        if (home.isEmpty()) {
            System.out.println("SKIPPED: " + missing(version));
            Assumptions.abort(missing(version));
        }
        return java(home.orElseThrow());
    }

    /** The home of a JDK of that feature version, if this machine has one. */
    public static Optional<Path> find(int version) {
        return candidates(version)
                .filter(home -> version(home) == version && Files.isExecutable(java(home)))
                .findFirst();
    }

    /** The sentence for a skipped test. */
    static String missing(int version) {
        return "no JDK " + version + " in toolchains.xml, JAVA" + version + "_HOME or the usual folders; set JAVA"
                + version + "_HOME to run this test";
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    private static Stream<Path> candidates(int version) {
        List<Path> homes = new ArrayList<>();
        homes.add(current());
        homes.addAll(toolchains());
        for (String name : List.of(
                "JAVA" + version + "_HOME",
                "JAVA_" + version + "_HOME",
                "JDK" + version + "_HOME",
                "JAVA_HOME_" + version + "_X64",
                "JAVA_HOME_" + version + "_ARM64",
                "JAVA_HOME_" + version + "_arm64",
                "JAVA_HOME_" + version,
                "JAVA_HOME")) {
            addIfSet(homes, System.getenv(name));
        }
        for (Path folder : USUAL_FOLDERS) {
            homes.addAll(children(folder));
        }
        return homes.stream();
    }

    private static void addIfSet(List<Path> homes, @Nullable String home) {
        if (home != null && !home.isBlank()) {
            homes.add(Path.of(home));
        }
    }

    private static List<Path> toolchains() {
        Path file = HOME.resolve(".m2/toolchains.xml");
        try {
            Matcher found = TOOLCHAIN_HOME.matcher(Files.isRegularFile(file) ? Files.readString(file) : "");
            return found.results().map(home -> Path.of(home.group(1))).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Sorted, so that every run takes the same one; a macOS bundle has its home two folders down. */
    private static List<Path> children(Path folder) {
        List<Path> homes = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    homes.add(child);
                    homes.add(child.resolve("Contents/Home"));
                }
            } catch (IOException unreadable) {
                return List.of();
            }
        }
        return homes.stream().sorted().toList();
    }

    /** The feature version that the home's {@code release} file names; -1 when it is no JDK. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return -1;
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            Properties facts = new Properties();
            facts.load(reader);
            String version = facts.getProperty("JAVA_VERSION", "-1").replace("\"", "");
            return Runtime.Version.parse(version).feature();
        } catch (IOException | IllegalArgumentException noVersion) {
            return -1;
        }
    }
}
