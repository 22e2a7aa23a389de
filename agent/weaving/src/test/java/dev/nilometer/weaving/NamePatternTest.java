package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Mailer, com.acme.Mailer, true",
        "com.acme.Mailer, com/acme/Mailer, true",
        "com.acme.Mailer, com.acme.Mailers, false",
        "com.acme.Mailer, com.acme.Mail, false",
        "com.acme.jobs.*, com.acme.jobs.Nightly, true",
        "com.acme.jobs.*, com.acme.jobs.Nightly$Step, true",
        "com.acme.jobs.*, com.acme.jobs.sub.Nightly, false",
        "com.acme.jobs.**, com.acme.jobs.sub.Nightly, true",
        "com.acme.**.Step, com.acme.a.b.Step, true",
        "com.acme.*Job, com.acme.MailJob, true",
        "com.acme.*Job, com.acme.Job, true",
        "com.acme.*Job, com.acme.x.Job, false",
        "send*, send, true",
        "send*, sendAll, true",
        "*, anything, true",
        "*, '', true",
    })
    void matchesWholeNames(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(42);
        for (int i = 0; i < 200_000; i++) {
            String pattern = word(random, "ab.*");
            String name = word(random, "ab.");
            String regex = pattern.replace(".", "\\.")
                    .replace("**", "#")
                    .replace("*", "[^.]*")
                    .replace("#", ".*");
            assertThat(NamePattern.of(pattern).matches(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(Pattern.matches(regex, name));
        }
    }

    private static String word(Random random, String letters) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
