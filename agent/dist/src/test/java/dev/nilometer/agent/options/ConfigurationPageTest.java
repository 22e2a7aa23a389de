package dev.nilometer.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The table in docs/configuration.md says what the enum says. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../../docs/configuration.md");

    @Test
    void theTableListsEveryOption() throws IOException {
        String expected = Arrays.stream(AgentOption.values())
                .map(ConfigurationPageTest::row)
                .reduce("", (table, row) -> table + row + "\n");

        assertThat(Files.readString(PAGE)).as("rows to paste:%n%s", expected).contains(expected);
    }

    private static String row(AgentOption option) {
        String unit = option.type().unit().isEmpty() ? "" : " (" + option.type().unit() + ")";
        String range = option.range().isEmpty() ? "" : ", " + option.range();
        String standard = option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`";
        return "| `" + option.key() + "` | " + option.type().expectation() + unit + range + " | " + standard + " | "
                + option.sentence() + " |";
    }
}
