package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Host programs that are compiled while the tests run, because their container is not on the tests' own class path:
 * sources in {@code src/test/hosts}, one folder a container. Stateless.
 */
public final class HostSources {
    private static final Path SOURCES = Path.of("src/test/hosts");

    private HostSources() {}

    /** Compiles every source below {@code src/test/hosts/<folder>} for Java 17 into a folder, and returns that. */
    public static Path compile(String folder, Path target, Path... classPath) {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", target.toString()));
        if (classPath.length > 0) {
            arguments.add("-cp");
            arguments.add(classPath(classPath));
        }
        try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(result).as("javac of " + folder).isZero();
        return target;
    }

    /** These, as one argument of {@code -cp}. */
    public static String classPath(Path... parts) {
        return Stream.of(parts).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Makes a jar.
     *
     * @param attributes of its manifest
     * @param classes the folder that the class files are in
     * @param packageFolder of these, what goes into the jar
     * @param whole files that go into its root as they are
     */
    public static Path jar(
            Path jar, Map<String, String> attributes, Path classes, String packageFolder, Path... whole) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.walk(classes.resolve(packageFolder))) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                add(out, classes.relativize(one).toString(), one);
            }
            for (Path one : whole) {
                add(out, one.getFileName().toString(), one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
        out.closeEntry();
    }
}
