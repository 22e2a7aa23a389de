package dev.nilometer.it.deploy;

import dev.nilometer.it.BuiltJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The files of the folder deploy, read as YAML, of which JSON is a part. Stateless. */
final class DeployFolder {
    private static final Path KUBECTL = Path.of("/usr/bin/kubectl");

    private DeployFolder() {}

    /** A file of the folder. */
    static Path file(String name) {
        return BuiltJars.repository().resolve("deploy").resolve(name);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one document of a file. */
    static Map<String, Object> document(String name) {
        return map(new Yaml().load(text(file(name))));
    }

    /** Every document of every YAML file below a folder. */
    static List<Map<String, Object>> documents(String folder) {
        try (Stream<Path> files = Files.walk(file(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file ->
                            StreamSupport.stream(new Yaml().loadAll(text(file)).spliterator(), false))
                    .map(DeployFolder::map)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What kubectl makes of a kustomization; nothing where it is not installed. */
    static List<Map<String, Object>> rendered(String folder) {
        if (!Files.isExecutable(KUBECTL)) {
            System.out.println("SKIPPED: " + KUBECTL + " is not installed");
            return List.of();
        }
        try {
            Process kubectl = new ProcessBuilder(
                            KUBECTL.toString(), "kustomize", file(folder).toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kubectl.waitFor() != 0) {
                throw new AssertionError(said);
            }
            return StreamSupport.stream(new Yaml().loadAll(said).spliterator(), false)
                    .map(DeployFolder::map)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was read, as a mapping; an error says what it was instead. */
    @SuppressWarnings("unchecked") // keys of the files here are texts
    static Map<String, Object> map(Object read) {
        return (Map<String, Object>) read;
    }

    /** What was read, as a list of mappings. */
    static List<Map<String, Object>> maps(Object read) {
        return ((List<?>) read).stream().map(DeployFolder::map).toList();
    }

    /** What stands at the end of a path of keys. */
    static Object at(Map<String, Object> document, String... path) {
        Object found = document;
        for (String key : path) {
            found = map(found).get(key);
            if (found == null) {
                throw new AssertionError("no " + String.join(".", path) + " in " + document);
            }
        }
        return found;
    }
}
