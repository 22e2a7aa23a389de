package dev.nilometer.worker.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The worker's command line: the list of commands, how errors are said, and exit codes. Main thread only. */
@Command(
        name = WorkerCommand.NAME,
        description = "Owns Nilometer's schema, rolls rows up into history, and answers questions.",
        footer = {
            "",
            "Every option is also an environment variable: --db-url is NILOMETER_DB_URL. The password is read from"
                    + " --db-password-file or NILOMETER_DB_PASSWORD. Exit codes: 0 done, 1 failed, 2 wrong use."
        },
        mixinStandardHelpOptions = true,
        versionProvider = WorkerCommand.Version.class)
public final class WorkerCommand {
    static final String NAME = "nilometer-worker";

    /** In the order in which help lists them. */
    static final List<String> COMMANDS = List.of(
            "migrate",
            "rollup",
            "backfill",
            "purge",
            "restore",
            "import",
            "recover",
            "serve",
            "settings",
            "status",
            "show",
            "uninstall",
            "help");

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
        Class<?> asked = args.length == 0 || args[0].equals("help") ? null : command(args[0]);
        if (asked != null) {
            return new CommandLine(CommandSpec.create().name(NAME)).addSubcommand(asked);
        }
        CommandLine commandLine = new CommandLine(new WorkerCommand());
        COMMANDS.forEach(name -> commandLine.addSubcommand(Objects.requireNonNull(command(name), name)));
        return commandLine;
    }

    /** The class of one command, loaded when it is asked for; null where there is none of that name. */
    static @Nullable Class<?> command(String name) {
        return switch (name) {
            case "migrate" -> MigrateCommand.class;
            case "rollup" -> RollupCommand.class;
            case "backfill" -> BackfillCommand.class;
            case "purge" -> PurgeCommand.class;
            case "restore" -> RestoreCommand.class;
            case "import" -> ImportCommand.class;
            case "recover" -> RecoverCommand.class;
            case "serve" -> ServeCommand.class;
            case "settings" -> SettingsCommand.class;
            case "status" -> StatusCommand.class;
            case "show" -> ShowCommand.class;
            case "uninstall" -> UninstallCommand.class;
            case "help" -> HelpCommand.class;
            default -> null;
        };
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
            return new String[] {NAME + " " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
