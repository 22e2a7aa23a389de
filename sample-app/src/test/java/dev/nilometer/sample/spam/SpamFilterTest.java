package dev.nilometer.sample.spam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SpamFilterTest {

    private final SpamFilter filter = new SpamFilter();

    @Test
    void isUnsureBeforeItLearnedEnoughOfBothKinds() {
        for (int i = 0; i < 100; i++) {
            filter.learn(Set.of("lottery"), true);
        }
        assertThat(filter.score(Set.of("lottery"))).isEqualTo(0.5);
    }

    @Test
    void tellsWhatItLearned() {
        learnTwenty();
        assertThat(filter.score(Set.of("lottery", "winner", "million"))).isGreaterThan(0.95);
        assertThat(filter.score(Set.of("compiler", "patch", "thread"))).isLessThan(0.05);
    }

    @Test
    void isUnsureAboutTheUnknownAndTheMixed() {
        learnTwenty();
        assertThat(filter.score(Set.of("never", "seen"))).isEqualTo(0.5);
        assertThat(filter.score(Set.of("lottery", "winner", "compiler", "patch")))
                .isBetween(0.4, 0.6);
    }

    private void learnTwenty() {
        for (int i = 0; i < 20; i++) {
            filter.learn(Set.of("lottery", "winner", "million"), true);
            filter.learn(Set.of("compiler", "patch", "thread"), false);
        }
    }
}
