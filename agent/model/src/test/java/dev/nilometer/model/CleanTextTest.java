package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void replacesNulAndLoneSurrogates() {
        assertThat(CleanText.label("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(CleanText.label("\uD800x\uDC00")).isEqualTo("\uFFFDx\uFFFD");
        assertThat(CleanText.label("😀")).isEqualTo("😀");
    }

    @Test
    void cutsBetweenCodePoints() {
        assertThat(CleanText.clean("abc😀", 4)).isEqualTo("abc");
        assertThat(CleanText.clean("abc😀", 5)).isEqualTo("abc😀");
        assertThat(CleanText.label("x".repeat(1_000_000))).hasSize(CleanText.LABEL_CHARS);
    }

    @Test
    void returnsTheSameInstanceWhenNothingHasToChange() {
        String text = "process_email";
        assertThat(CleanText.label(text)).isSameAs(text);
    }

    @Test
    void whateverComesInCanBeWrittenAsUtf8AndReadBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            char[] chars = new char[random.nextInt(1, 12)];
            for (int j = 0; j < chars.length; j++) {
                chars[j] = (char) (random.nextInt(3) == 0 ? random.nextInt(0xD800, 0xE000) : random.nextInt(0x10000));
            }
            String safe = CleanText.clean(new String(chars), 6);
            byte[] bytes = safe.getBytes(StandardCharsets.UTF_8);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(safe);
            assertThat(safe).doesNotContain("\0");
        }
    }
}
