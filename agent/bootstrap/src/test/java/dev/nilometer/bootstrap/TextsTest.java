package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void countsTheLabelsThatItCuts() {
        long before = SelfCounter.LABELS_CUT.count();

        assertThat(Texts.label("x".repeat(200))).hasSize(200);
        assertThat(SelfCounter.LABELS_CUT.count()).isEqualTo(before);
        assertThat(Texts.label("x".repeat(10_000))).hasSize(200);
        assertThat(SelfCounter.LABELS_CUT.count()).isEqualTo(before + 1);
    }

    @Test
    void cutsNoCharacterInHalves() {
        assertThat(Texts.label("x".repeat(199) + "\uD83D\uDE00")).isEqualTo("x".repeat(199));
    }
}
