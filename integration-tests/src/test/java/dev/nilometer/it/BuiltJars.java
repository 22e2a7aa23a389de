package dev.nilometer.it;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the build left what the stories are about. Thread-safe; a missing jar is a failure with a sentence, never a skip.
 */
public final class BuiltJars {

    private BuiltJars() {}

    /** {@code nilometer-agent.jar}, for {@code -javaagent:}. */
    public static Path agent() {
        return file("nilometer.agent.jar");
    }

    /** {@code nilometer-api.jar}, the one jar an application compiles against. */
    public static Path api() {
        return file("nilometer.api.jar");
    }

    /** {@code nilometer-worker.jar}, executable. */
    public static Path worker() {
        return file("nilometer.worker.jar");
    }

    /** {@code sample-app.jar}, executable. */
    public static Path sample() {
        return file("nilometer.sample.jar");
    }

    /** {@code spring-host.jar}, a Spring Boot application in one executable jar of jars. */
    public static Path spring() {
        return file("nilometer.spring.jar");
    }

    /** {@code listeners-host.jar}, a Spring Boot application that listens to message systems. */
    public static Path listeners() {
        return file("nilometer.listeners.jar");
    }

    /** The class path of a broker of Kafka. */
    public static String kafkaClassPath() {
        return Path.of(System.getProperty("nilometer.kafka", "hosts/kafka/target/libraries"))
                        .toAbsolutePath()
                        .normalize()
                + "/*";
    }

    /** The class path of an application with libraries of its own, all older than the agent's. */
    public static String librariesClassPath() {
        Path jar = file("nilometer.libraries.jar");
        return jar + ":" + jar.resolveSibling("libraries") + "/*";
    }

    /** The jar of a container for hosts, by its artifact id. */
    public static Path container(String artifactId) {
        return hosts().resolve("containers/" + artifactId + ".jar");
    }

    /** OpenTelemetry's agent, for {@code -javaagent:}. */
    public static Path openTelemetry() {
        return hosts().resolve("opentelemetry/opentelemetry-javaagent.jar");
    }

    /** The folder that holds the root pom. */
    public static Path repository() {
        Path root = Path.of(System.getProperty("nilometer.repository", ".."))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(root.resolve("pom.xml"))) {
            throw new IllegalStateException(root + " is not the repository: set -Dnilometer.repository");
        }
        return root;
    }

    private static Path hosts() {
        return Path.of(System.getProperty("nilometer.hosts", "target/hosts")).toAbsolutePath();
    }

    private static Path file(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + " is not set: run this through ./mvnw verify");
        }
        Path jar = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " was not built: run ./mvnw -Dquick package first");
        }
        return jar;
    }
}
