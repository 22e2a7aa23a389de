package dev.nilometer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A real JVM, started with the agent or without, whose output is read while it runs. Used from one test thread; closing
 * kills what is still alive, so no test leaves a process behind.
 */
public final class HostJvm implements AutoCloseable {
    private static final String FOUND_PORT = "listens on port ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> stdout = new CopyOnWriteArrayList<>();
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final Thread outReader;
    private final Thread errReader;
    private final CompletableFuture<Long> endedEpochMillis;

    private HostJvm(Process process) {
        this.process = process;
        this.endedEpochMillis = process.onExit().thenApply(ended -> System.currentTimeMillis());
        this.outReader = read(process.getInputStream(), stdout);
        this.errReader = read(process.getErrorStream(), stderr);
    }

    /** A host that runs this class of the test's own class path, with the API jar beside it. */
    public static Builder running(Class<?> main) {
        return new Builder().classPath().mainClass(main.getName());
    }

    /** A host that runs an executable jar. */
    public static Builder runningJar(Path jar) {
        return new Builder().lastOption("-jar").lastOption(jar.toString());
    }

    /** A JVM with options of the test's own and no main class. */
    public static Builder bare() {
        return new Builder();
    }

    /** Lines of stdout so far. */
    public List<String> stdout() {
        return stdout;
    }

    /** Lines of stderr so far. */
    public List<String> stderr() {
        return stderr;
    }

    /** Lines of stderr that the agent wrote. */
    public List<String> agentLines() {
        return stderr.stream().filter(line -> line.startsWith("nilometer: ")).toList();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for a line of stdout that begins so, and returns the rest of it. */
    public String awaitOut(String beginning) {
        return awaitOut(beginning, PATIENCE);
    }

    /** As above, with a time of the test's own. */
    public String awaitOut(String beginning, Duration atMost) {
        return await(stdout, line -> line.startsWith(beginning), atMost).substring(beginning.length());
    }

    /** Waits for a line of stderr that contains this, and returns it. */
    public String awaitErr(String part) {
        return await(stderr, line -> line.contains(part), PATIENCE);
    }

    /** Waits for the port of the agent's endpoint, which it says when it took any free one. */
    public int port() {
        String line = awaitErr(FOUND_PORT);
        int from = line.indexOf(FOUND_PORT) + FOUND_PORT.length();
        return Integer.parseInt(line.substring(from, line.indexOf(',', from)));
    }

    /** What the agent's endpoint answers, whatever its status. */
    public HttpResponse<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a line to the host's stdin. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, and for its last words. */
    public int awaitExit() {
        return awaitExit(PATIENCE);
    }

    /** As above, with a time of the test's own. */
    public int awaitExit(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s; stdout %s; stderr %s", atMost, stdout, stderr)
                    .isTrue();
            outReader.join(PATIENCE.toMillis());
            errReader.join(PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end as long as that, and tells whether it came. */
    public boolean endsWithin(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When it ended, by the wall clock; waits for that. */
    public long endedEpochMillis() {
        awaitExit();
        return endedEpochMillis.join();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private String await(List<String> lines, Predicate<String> wanted, Duration atMost) {
        return Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat(isReading() || lines.stream().anyMatch(wanted))
                        .as("the host ended; stdout %s; stderr %s", stdout, stderr)
                        .isTrue())
                .until(() -> lines.stream().filter(wanted).findFirst().orElse(null), Objects::nonNull);
    }

    private boolean isReading() {
        return outReader.isAlive() || errReader.isAlive();
    }

    private static Thread read(InputStream in, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            } catch (IOException closed) {
                // the host is gone
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Collects how the host is started. */
    public static final class Builder {
        private final List<String> options = new ArrayList<>();
        private final List<String> lastOptions = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private Path java = Jdks.current().resolve("bin").resolve("java");

        private Builder() {}

        /** The {@code java} to run; the tests' own when not said. */
        public Builder java(Path executable) {
            this.java = executable;
            return this;
        }

        /** Attaches the built agent, with an argument of {@code key=value;key=value}; '' for none. */
        public Builder agent(String argument) {
            return option("-javaagent:" + BuiltJars.agent() + (argument.isEmpty() ? "" : "=" + argument));
        }

        /** An option of the JVM. */
        public Builder option(String option) {
            options.add(option);
            return this;
        }

        /** An argument of the main class. */
        public Builder argument(Object argument) {
            arguments.add(argument.toString());
            return this;
        }

        /** A variable; of the agent's own the host has one without this: the endpoint takes any free port. */
        public Builder variable(String name, String value) {
            environment.put(name, value);
            return this;
        }

        private Builder classPath() {
            return option("-cp").option(Path.of("target/test-classes").toAbsolutePath() + ":" + BuiltJars.api());
        }

        /** The class that is run, after all options. */
        public Builder mainClass(String name) {
            return lastOption(name);
        }

        /** The class of a module that is run, after all options. */
        public Builder module(String moduleAndClass) {
            return lastOption("-m").lastOption(moduleAndClass);
        }

        private Builder lastOption(String option) {
            lastOptions.add(option);
            return this;
        }

        /** Starts it. */
        public HostJvm start() {
            List<String> command = new ArrayList<>();
            command.add(java.toString());
            command.addAll(options);
            command.addAll(lastOptions);
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.startsWith("NILOMETER_"));
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().put("NILOMETER_HTTP_PORT", "0");
            builder.environment().putAll(environment);
            try {
                return new HostJvm(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts it and waits for its end. */
        public HostJvm run() {
            HostJvm host = start();
            host.awaitExit();
            return host;
        }
    }
}
