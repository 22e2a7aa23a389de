package dev.nilometer.worker.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one sentence what was typed wrongly and where the right form stands; picocli's own words count arguments from
 * zero and name Java types. Stateless.
 */
final class WrongUse {
    private WrongUse() {}

    static String of(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        return what(problem, command) + "; see " + command.getCommandSpec().qualifiedName() + " --help";
    }

    private static String what(ParameterException problem, CommandLine command) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().get(0), command);
        }
        if (problem instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0));
        }
        if (!command.getSubcommands().isEmpty()) {
            return "say what to do: " + commands(command);
        }
        ArgSpec argument = problem.getArgSpec();
        if (argument instanceof OptionSpec option && isWholeNumber(option) && problem.getValue() != null) {
            return option.longestName() + " takes a whole number, not '" + problem.getValue() + "'";
        }
        return String.valueOf(problem.getMessage());
    }

    private static boolean isWholeNumber(OptionSpec option) {
        return option.type() == int.class || option.type() == Integer.class;
    }

    private static String unmatched(String argument, CommandLine command) {
        if (argument.startsWith("-")) {
            return "there is no option " + argument;
        }
        return command.getSubcommands().isEmpty()
                ? "'" + argument + "' is one argument too many"
                : "there is no command '" + argument + "', there are " + commands(command);
    }

    private static String missing(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " needs a value: " + option.paramLabel()
                : argument.paramLabel() + " is missing";
    }

    private static String commands(CommandLine command) {
        return command.getSubcommands().keySet().stream().collect(Collectors.joining(", "));
    }
}
