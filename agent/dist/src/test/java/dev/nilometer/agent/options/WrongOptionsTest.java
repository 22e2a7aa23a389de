package dev.nilometer.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is written in whatever place, the options are there, every text of them right, and each wrong one is one
 * complaint of bounded length. The texts come from a seed, so a failure comes again.
 */
class WrongOptionsTest {
    private static final int CASES = 1_000;
    private static final int LONGEST_COMPLAINT = 500;

    private static final List<AgentOption> ALL = List.of(AgentOption.values());

    private static final List<String> TEXTS = List.of(
            "x",
            "-1",
            "99999999999999999999",
            "5 parsecs",
            "NaN",
            "\u0007\u001b[31m",
            "Ärger\ud83d\udca5",
            "\ud800",
            "\u2028",
            "a=b",
            "1,,2",
            "x".repeat(100_000),
            "/does/not/exist",
            "${user.home}",
            "true false",
            "\"1\"",
            "jdbc:mysql://u:hunter2@h/d");

    @TempDir
    private Path folder;

    @Test
    void neitherThrowNorStayUnsaid() throws IOException {
        Random random = new Random(20261122);
        for (int i = 0; i < CASES; i++) {
            boolean wrongKey = random.nextBoolean();
            AgentOption option = ALL.get(random.nextInt(ALL.size()));
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            String key =
                    wrongKey ? misspelt(option.key(), random) : option.key().replaceAll("<.*>", "some");
            Options options = resolve(random.nextInt(4), key, text);

            String context = "case " + i + ": " + key + "=" + text.substring(0, Math.min(40, text.length()));
            assertThat(options.all()).as(context).allSatisfy(setting -> {
                if (!setting.text().isEmpty()) {
                    setting.option().check(setting.text());
                }
            });
            assertThat(options.complaints().size()).as(context).isBetween(wrongKey ? 1 : 0, 2);
            assertThat(options.complaints())
                    .as(context)
                    .allSatisfy(complaint -> assertThat(complaint)
                            .hasSizeLessThan(LONGEST_COMPLAINT)
                            .doesNotContain("hunter2"));
        }
    }

    @Test
    void filesThatAreNoPropertiesAreOneComplaint() throws IOException {
        Path latin =
                Files.write(folder.resolve("latin"), "service=\u00e4\u00f6\n".getBytes(StandardCharsets.ISO_8859_1));
        Path escape = Files.writeString(folder.resolve("escape"), "service=\\u00zz\n");
        Path binary =
                Files.write(folder.resolve("binary"), new byte[] {(byte) 0xca, (byte) 0xfe, 0, 1, '=', 10, 13, 0});

        assertThat(resolve(0, "config", latin.toString()).text(AgentOption.SERVICE))
                .isEqualTo("äö");
        assertThat(resolve(0, "config", "/dev/zero").complaints()).hasSize(1);
        assertThat(resolve(0, "config", escape.toString()).complaints()).hasSize(1);
        assertThat(resolve(0, "config", binary.toString()).complaints()).hasSize(1);
        assertThat(resolve(0, "config", folder.toString()).complaints()).hasSize(1);
    }

    /** One letter more, less or other; never what another option is called. */
    private static String misspelt(String key, Random random) {
        StringBuilder wrong = new StringBuilder(key);
        int at = random.nextInt(key.length());
        switch (random.nextInt(3)) {
            case 0 -> wrong.insert(at, 'q');
            case 1 -> wrong.setCharAt(at, 'q');
            default -> wrong.append("qq");
        }
        return wrong.toString().replaceAll("[<>]", "").replaceFirst("^(ready|price|instrument)\\.", "$1q.");
    }

    private Options resolve(int source, String key, String text) throws IOException {
        Properties properties = new Properties();
        Map<String, String> environment = new HashMap<>();
        List<String> argument = new ArrayList<>();
        switch (source) {
            case 0 -> argument.add(key + "=" + text);
            case 1 -> properties.setProperty("nilometer." + key, text);
            case 2 ->
                environment.put("NILOMETER_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), text);
            default -> {
                Properties file = new Properties();
                file.setProperty(key, text);
                Path written = folder.resolve("a.properties");
                try (var out = Files.newOutputStream(written)) {
                    file.store(out, null);
                }
                argument.add("config=" + written);
            }
        }
        return Options.resolve(String.join(";", argument), properties, environment);
    }
}
