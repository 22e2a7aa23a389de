package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DimensionsTest {
    private static SeriesInfo series(String... labels) {
        SeriesKey key = SeriesKey.of(MetricType.EVENT, labels);
        return new SeriesInfo("s", "e", key.metric(), key.labels(), key.labelsKey(), 1);
    }

    private static List<String> of(Dimensions dimensions, String... labels) {
        return dimensions.of(series(labels)).stream()
                .map(group -> group.dimensionType() + "=" + group.dimensionValue())
                .toList();
    }

    @Test
    void takesWhatTheSeriesHas() {
        assertThat(of(new Dimensions(List.of()), "actor", "a", "stage", "s", "colour", "red"))
                .containsExactly("all=", "actor=a", "stage=s", "actor+stage=a+s", "labels=actor:a,colour:red,stage:s");
        assertThat(of(new Dimensions(List.of()))).containsExactly("all=", "labels=");
    }

    @Test
    void addsWhatTheSettingsSayAndLetsNoLabelTakeAName() {
        Dimensions dimensions = new Dimensions(List.of("colour", "colour+actor", "all", "labels", "actor"));
        assertThat(of(dimensions, "actor", "a", "colour", "red", "all", "x"))
                .containsExactly(
                        "all=", "actor=a", "colour=red", "colour+actor=red+a", "labels=actor:a,all:x,colour:red");
    }

    @Test
    void cutsWhatIsTooLongForAnIndex() {
        String long1 = "ä".repeat(200);
        String long2 = "𝄞".repeat(100);
        String long3 = "x".repeat(200);
        Dimensions dimensions = new Dimensions(List.of("a+b+c+d"));
        assertThat(dimensions.of(series("a", long1, "b", long2, "c", long3, "d", long1)))
                .extracting(Group::dimensionValue)
                .allSatisfy(value -> assertThat(value.getBytes(StandardCharsets.UTF_8).length)
                        .isLessThanOrEqualTo(1_000));
    }

    @Test
    void tellsASingleLabelsFullSet() {
        Group label = Group.label(series("event", "a:b,c\\d"), "event", "a:b,c\\d");
        assertThat(label.twin()).isEqualTo(Group.fullSet(series("event", "a:b,c\\d")));
        assertThat(Group.all(series()).twin()).isNull();
        assertThat(Group.fullSet(series("event", "a")).twin()).isNull();
    }
}
