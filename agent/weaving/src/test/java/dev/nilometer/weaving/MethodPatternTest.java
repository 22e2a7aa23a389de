package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MethodPatternTest {

    private final WovenTargets said = new WovenTargets();

    @Test
    void readsAListOfMethods() {
        List<MethodPattern> patterns = MethodPattern.parse("com.acme.Mailer#send, com.acme.jobs.*#run,,", said);

        assertThat(said.sentences()).isEmpty();
        assertThat(patterns)
                .extracting(MethodPattern::toString)
                .containsExactly("com.acme.Mailer#send", "com.acme.jobs.*#run");
        assertThat(patterns.get(0).matches("com.acme.Mailer", "send")).isTrue();
        assertThat(patterns.get(0).matches("com.acme.Mailer", "sendAll")).isFalse();
        assertThat(patterns.get(1).matches("com.acme.jobs.Nightly", "run")).isTrue();
        assertThat(patterns.get(1).matches("com.acme.Jobs", "run")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Mailer.send | it names no method",
                "com.acme.Mailer#send(String) | without the parameters",
                "com.acme.Mailer#<init> | constructors",
                "com/acme/Mailer#send | dots between the packages",
                "**#run | begin with a package",
                "com.acme.Mailer# | not a class and a method",
                "#send | not a class and a method",
                "com..Mailer#send | not a class and a method",
                "com.acme.Mailer#send#all | not a class and a method",
                "com.acme.Mai ler#send | not a class and a method",
            })
    void leavesOutABadEntryWithOneSentence(String entry, String sentence) {
        List<MethodPattern> patterns = MethodPattern.parse("a.B#c," + entry + ",d.E#f", said);

        assertThat(patterns).extracting(MethodPattern::toString).containsExactly("a.B#c", "d.E#f");
        assertThat(said.sentences())
                .singleElement()
                .asString()
                .contains(entry.trim())
                .contains(sentence);
    }
}
