package dev.nilometer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH with its own command line, each fork under the agent that the build left: so what is measured is woven by
 * {@code -javaagent}, as in production. {@code -Dnilometer.agent.jar} names another agent, and
 * {@code -Dnilometer.agent.options} its options (by default no database; give db.url to have rows written too).
 */
public final class Benchmarks {
    private static final String AGENT = "agent/dist/target/nilometer-agent.jar";
    private static final String OPTIONS = "service=benchmarks;http.port=0;rows.per-second=300";

    private Benchmarks() {}

    /** Takes JMH's arguments; {@code -h} lists them. */
    public static void main(String[] args) throws IOException, RunnerException, CommandLineOptionException {
        CommandLineOptions options = new CommandLineOptions(args);
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        Path agent = Path.of(System.getProperty("nilometer.agent.jar", AGENT)).toAbsolutePath();
        if (!Files.isRegularFile(agent)) {
            System.err.println(agent + " was not built: run ./mvnw -Dquick package in the repository, and this there");
            System.exit(2);
        }
        String javaagent = "-javaagent:" + agent + "=" + System.getProperty("nilometer.agent.options", OPTIONS);
        new Runner(new OptionsBuilder().parent(options).jvmArgsAppend(javaagent).build()).run();
    }
}
