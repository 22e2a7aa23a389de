package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
    @Test
    void isTheSameWhateverTheOrderOfItsLabels() {
        SeriesKey one = SeriesKey.of(MetricType.PROCESSING_TIME, "actor", "a", "stage", "s", "outcome", "success");
        SeriesKey other = SeriesKey.of(MetricType.PROCESSING_TIME, "outcome", "success", "stage", "s", "actor", "a");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.labelsKey()).isEqualTo("actor:a,outcome:success,stage:s");
        assertThat(one.metric()).isEqualTo("processing_time_ms");
    }

    @Test
    void tellsLabelSetsApartWhoseTextsLookAlike() {
        SeriesKey one = SeriesKey.named("m", "a", "1,b:2");
        SeriesKey other = SeriesKey.named("m", "a", "1", "b", "2");
        assertThat(one.labelsKey()).isEqualTo("a:1\\,b\\:2").isNotEqualTo(other.labelsKey());
        assertThat(SeriesKey.named("m", "a", "\\").labelsKey()).isEqualTo("a:\\\\");
    }

    @Test
    void cutsALongKeyAtACharacterAndEndsItInAHash() {
        String[] labels = new String[2 * SeriesKey.MAX_LABELS];
        for (int i = 0; i < SeriesKey.MAX_LABELS; i++) {
            labels[2 * i] = "name" + i;
            labels[2 * i + 1] = "ä€😀".repeat(40);
        }
        String key = SeriesKey.named("m", labels).labelsKey();
        labels[2 * SeriesKey.MAX_LABELS - 1] += "x";
        String other = SeriesKey.named("m", labels).labelsKey();
        assertThat(key.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1_000);
        assertThat(key).isNotEqualTo(other).matches("(?s).*#[0-9a-f]{64}");
        assertThat(CleanText.clean(key, 2_000)).isSameAs(key);
    }

    @Test
    void leavesOutNullsAndLabelsBeyondSixteen() {
        String[] labels = new String[60];
        for (int i = 0; i < 30; i++) {
            labels[2 * i] = String.format("n%02d", i);
            labels[2 * i + 1] = i == 3 ? null : "v";
        }
        assertThat(SeriesKey.named("m", labels).labels()).hasSize(16).doesNotContainKey("n03");
        assertThat(SeriesKey.named("m", "lonely").labels()).isEmpty();
    }
}
