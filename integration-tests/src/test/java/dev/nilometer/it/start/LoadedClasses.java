package dev.nilometer.it.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The classes that a JVM loaded, in order, as {@code -Xlog:class+load:file=…:none} wrote them. Immutable. */
record LoadedClasses(List<String> lines) {
    static LoadedClasses in(Path log) {
        try {
            return new LoadedClasses(Files.readAllLines(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all. */
    List<String> names() {
        return lines.stream().map(LoadedClasses::name).toList();
    }

    /** Names of those that came before this one. */
    List<String> before(String name) {
        return names().stream().takeWhile(loaded -> !loaded.equals(name)).toList();
    }

    /** Names of those that came from the agent's jar. */
    List<String> ofAgentsJar() {
        return lines.stream()
                .filter(line -> line.endsWith("nilometer-agent.jar"))
                .map(LoadedClasses::name)
                .toList();
    }

    private static String name(String line) {
        int end = line.indexOf(' ');
        return end < 0 ? line : line.substring(0, end);
    }
}
