package dev.nilometer.worker.cli;

import dev.nilometer.worker.database.Database;
import dev.nilometer.worker.settings.SettingKey;
import dev.nilometer.worker.settings.Settings;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows or changes how the fleet is steered. */
@Command(name = "settings", description = "Shows the fleet's settings, or changes those named.")
final class SettingsCommand implements Callable<Integer> {
    @Mixin(name = ConnectionOptions.MIXIN)
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description = "raw_max_bytes=50GiB send_interval=2s …; alone, it lists all keys")
    private List<String> assignments = List.of();

    @Override
    public Integer call() throws SQLException {
        Map<SettingKey, @Nullable String> changes = changes();
        try (Database database = connection.openMigrated()) {
            Settings settings = new Settings(database);
            settings.change(changes);
            PrintWriter out = connection.out();
            Map<String, String> values = settings.read();
            for (SettingKey key : SettingKey.values()) {
                out.printf("%-16s %-14s %s%n", key.key(), values.get(key.key()), key.sentence());
            }
            out.println(
                    changes.isEmpty()
                            ? values.size() + " settings, nothing changed"
                            : changes.size() + " of " + values.size()
                                    + " settings changed; agents follow with their next send");
            return 0;
        }
    }

    private Map<SettingKey, @Nullable String> changes() {
        try {
            return Settings.parse(assignments);
        } catch (IllegalArgumentException e) {
            throw connection.wrongUse(e);
        }
    }
}
