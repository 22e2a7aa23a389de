package dev.nilometer.worker.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives each option the value of its variable where it is not typed: --db-url is NILOMETER_DB_URL. Immutable. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        return variable(option.longestName().replaceFirst("^--", ""));
    }

    /** The variable that stands for a name: db-password → NILOMETER_DB_PASSWORD; null where unset or empty. */
    @Nullable
    String variable(String name) {
        String value = environment.get(
                "NILOMETER_" + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'));
        return value == null || value.isEmpty() ? null : value;
    }
}
