package dev.nilometer.worker.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
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
            "Every option is also an environment variable: --db-url is NILOMETER_DB_URL. The password is read from"
                    + " --db-password-file or NILOMETER_DB_PASSWORD. Exit codes: 0 done, 1 failed, 2 wrong use."
        },
        mixinStandardHelpOptions = true,
        versionProvider = WorkerCommand.Version.class)
public final class WorkerCommand {
    /** By name, in the order in which help lists them. */
    static final Map<String, Class<?>> COMMANDS = commands();

    /** pgjdbc reports through it what its exceptions say already; held, since a logger can be collected. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    WorkerCommand() {}

    /** Runs one command with everything that comes from outside, and answers its exit code. */
    public static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        DRIVER_LOG.setLevel(Level.OFF);
        CommandLine commandLine = commandLine(args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(WorkerCommand::wrongUse)
                .setExecutionExceptionHandler(WorkerCommand::failed);
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
        return commandLine.execute(args);
    }

    /** Knows all commands only where that is asked for: reading what each of them takes costs a tenth of a second. */
    private static CommandLine commandLine(String[] args) {
        CommandLine commandLine = new CommandLine(new WorkerCommand());
        Class<?> asked = args.length == 0 || args[0].equals("help") ? null : COMMANDS.get(args[0]);
        if (asked != null) {
            return commandLine.addSubcommand(asked);
        }
        COMMANDS.values().forEach(commandLine::addSubcommand);
        return commandLine;
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("migrate", MigrateCommand.class);
        commands.put("rollup", RollupCommand.class);
        commands.put("backfill", BackfillCommand.class);
        commands.put("purge", PurgeCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("recover", RecoverCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("settings", SettingsCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("uninstall", UninstallCommand.class);
        commands.put("help", HelpCommand.class);
        return Collections.unmodifiableMap(commands);
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
