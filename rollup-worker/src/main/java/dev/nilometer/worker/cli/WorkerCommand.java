package dev.nilometer.worker.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The worker's command line: the list of commands, how errors are said, and exit codes. Main thread only. */
@Command(
        name = "nilometer-worker",
        description = "Owns Nilometer's schema, rolls rows up into history, and answers questions.",
        footer = {
            "",
            "Every option is also an environment variable: --db-url is NILOMETER_DB_URL. The password is read from",
            "--db-password-file or NILOMETER_DB_PASSWORD. Exit codes: 0 done, 1 failed, 2 wrong use."
        },
        mixinStandardHelpOptions = true,
        versionProvider = WorkerCommand.Version.class,
        subcommands = {
            MigrateCommand.class,
            RollupCommand.class,
            BackfillCommand.class,
            PurgeCommand.class,
            RestoreCommand.class,
            ImportCommand.class,
            RecoverCommand.class,
            ServeCommand.class,
            SettingsCommand.class,
            StatusCommand.class,
            ShowCommand.class,
            UninstallCommand.class,
            HelpCommand.class
        })
public final class WorkerCommand {
    /** pgjdbc reports through it what its exceptions say already; held, since a logger can be collected. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    WorkerCommand() {}

    /** Runs one command with everything that comes from outside, and answers its exit code. */
    public static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        DRIVER_LOG.setLevel(Level.OFF);
        CommandLine commandLine = new CommandLine(new WorkerCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(WorkerCommand::wrongUse)
                .setExecutionExceptionHandler(WorkerCommand::failed);
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
        return commandLine.execute(args);
    }

    private static int wrongUse(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(command.getCommandName() + ": " + WrongUse.of(problem));
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception problem, CommandLine command, ParseResult parsed) {
        ConnectionOptions options = ConnectionOptions.of(command);
        command.getErr().println(command.getCommandName() + ": " + Sentence.of(problem, options));
        if (options.debug()) {
            problem.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = WorkerCommand.class.getPackage().getImplementationVersion();
            return new String[] {"nilometer-worker " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
