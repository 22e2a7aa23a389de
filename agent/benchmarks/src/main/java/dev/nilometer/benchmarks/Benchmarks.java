package dev.nilometer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH with its own command line, each fork under the agent that the build left: so what is measured is woven by
 * {@code -javaagent}, as in production. {@code -Dnilometer.agent.jar} names another agent, and
 * {@code -Dnilometer.agent.options} its options (by default no database; give db.url to have rows written too).
 * {@code compare [JDK…]} is the whole {@link Comparison} instead.
 */
public final class Benchmarks {
    private static final String AGENT = "agent/dist/target/nilometer-agent.jar";
    private static final String OPTIONS = "service=benchmarks;http.port=0;rows.per-second=300";

    private Benchmarks() {}

    /** Takes JMH's arguments; {@code -h} lists them. */
    public static void main(String[] args)
            throws IOException, InterruptedException, RunnerException, CommandLineOptionException {
        if (args.length > 0 && args[0].equals("compare")) {
            Comparison.run(Arrays.asList(args).subList(1, args.length));
            return;
        }
        CommandLineOptions options = new CommandLineOptions(args);
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        String javaagent = javaagent(System.getProperty("nilometer.agent.options", OPTIONS));
        new Runner(new OptionsBuilder().parent(options).jvmArgsAppend(javaagent).build()).run();
    }

    /** The flag that loads the agent that the build left. */
    static String javaagent(String options) {
        return "-javaagent:" + built(System.getProperty("nilometer.agent.jar", AGENT)) + "=" + options;
    }

    /** A file that the build leaves; ends the process with a sentence when it is not there. */
    static Path built(String path) {
        Path file = Path.of(path).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            System.err.println(
                    file + " was not built: run ./mvnw -DskipTests package in the repository, and this there");
            System.exit(2);
        }
        return file;
    }
}
