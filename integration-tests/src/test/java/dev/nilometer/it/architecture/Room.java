package dev.nilometer.it.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.nilometer.it.BuiltJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A module with its package and what it may import besides itself: other rooms, and libraries where they must stop. */
enum Room {
    API("agent/api", "api", List.of()),
    BOOTSTRAP("agent/bootstrap", "bootstrap", List.of()),
    MODEL("agent/model", "model", List.of(), "com.datadoghq.sketch.."),
    WEAVING("agent/weaving", "weaving", List.of("bootstrap", "model"), "net.bytebuddy.."),
    CORE("agent/core", "core", List.of("bootstrap", "model")),
    STORE("agent/store", "store", List.of("model"), "org.postgresql.."),
    HTTP("agent/http", "http", List.of("model"), Room.EXCHANGES),
    PROMETHEUS(
            "agent/prometheus",
            "prometheus",
            List.of("model", "http"),
            Room.EXCHANGES,
            "io.prometheus.metrics..",
            "com.sun.management.."),
    DIST("agent/dist", "agent", List.of("bootstrap", "model", "weaving", "core", "store", "http", "prometheus")),
    BENCHMARKS("agent/benchmarks", "benchmarks", List.of("api", "bootstrap", "model", "core"), "*.."),
    WORKER("rollup-worker", "worker", List.of("model", "store", "http"), "*.."),
    SAMPLE("sample-app", "sample", List.of("api"), "*..");

    /** Requests and answers; the server beside them is nobody's. */
    private static final String EXCHANGES = "com.sun.net.httpserver..";

    private static final String ROOT = "dev.nilometer.";

    private final String folder;
    private final String name;
    private final List<String> rooms;
    private final List<String> libraries;

    Room(String folder, String name, List<String> rooms, String... libraries) {
        this.folder = folder;
        this.name = name;
        this.rooms = rooms;
        this.libraries = List.of(libraries);
    }

    /** The rooms whose classes travel in the agent jar. */
    static List<Room> agent() {
        return List.of(BOOTSTRAP, MODEL, WEAVING, CORE, STORE, HTTP, PROMETHEUS, DIST);
    }

    /** Everything that ships: all rooms without the benchmarks. */
    static List<Room> shipped() {
        return Arrays.stream(values()).filter(room -> room != BENCHMARKS).toList();
    }

    /** The class files of the rooms together. A room without any fails: an empty room would keep every rule. */
    static JavaClasses classesOf(Collection<Room> rooms) {
        rooms.forEach(Room::requireClasses);
        return new ClassFileImporter()
                .importPaths(rooms.stream().map(Room::classes).toList());
    }

    /** Of all packages in this project, those that this room may not import, itself being allowed. */
    String[] forbiddenRooms() {
        return Arrays.stream(values())
                .filter(other -> other != this && !rooms.contains(other.name))
                .map(Room::packages)
                .toArray(String[]::new);
    }

    /** True when any library may be used here; what libraries are declared is then the pom's business. */
    boolean takesAnyLibrary() {
        return libraries.contains("*..");
    }

    /** Everything this room may import: itself, its rooms, the JDK, the null annotations and its libraries. */
    String[] allowed() {
        Stream<String> own = Stream.of(packages(), "java..", "javax..", "org.jspecify.annotations..");
        Stream<String> others = rooms.stream().map(room -> ROOT + room + "..");
        return Stream.of(own, others, libraries.stream()).flatMap(each -> each).toArray(String[]::new);
    }

    /** ArchUnit's notation for the room's package and all below it. */
    String packages() {
        return ROOT + name + "..";
    }

    private Path classes() {
        return BuiltJars.repository().resolve(folder).resolve("target/classes");
    }

    private void requireClasses() {
        if (!Files.isDirectory(classes().resolve(ROOT.replace('.', '/') + name))) {
            throw new AssertionError(classes() + " holds no class of " + packages() + ": compile " + folder + " first");
        }
    }
}
