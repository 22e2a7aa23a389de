package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Sketch;
import dev.nilometer.worker.rollup.FactMerge.Stored;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactMergeTest {
    private static final SeriesInfo SINGLE = new SeriesInfo("s", "e", "event", Map.of("event", "a"), "event:a", 1);
    private static final SeriesInfo PAIR =
            new SeriesInfo("s", "e", "event", Map.of("event", "a", "reason", "b"), "event:a,reason:b", 1);
    private static final Group LABEL = Group.label(SINGLE, "event", "a");
    private static final Group FULL_SET = Group.fullSet(SINGLE);

    @Test
    void leavesTheLabelSetOutWhereItEqualsTheLabelAllAlong() {
        List<Fact> facts = merge(stored(LABEL, true, 1), stored(LABEL, true, 2));
        assertThat(facts).singleElement().satisfies(fact -> {
            assertThat(fact.group()).isEqualTo(LABEL);
            assertThat(fact.count()).isEqualTo(2);
            assertThat(fact.sum()).isEqualTo(3);
            assertThat(fact.min()).isEqualTo(1);
            assertThat(fact.max()).isEqualTo(2);
            assertThat(fact.fullSet()).isTrue();
            assertThat(fact.exact()).isFalse();
        });
    }

    @Test
    void gathersTheLabelSetWhereItEqualledTheLabelForAWhile() {
        Group pair = Group.fullSet(PAIR);
        List<Fact> facts = merge(
                stored(LABEL, true, 1),
                // Another hour: two label sets share the label.
                stored(LABEL, false, 4, 8),
                stored(FULL_SET, true, 4),
                stored(pair, true, 8));
        assertThat(facts).extracting(Fact::group).containsExactlyInAnyOrder(LABEL, FULL_SET, pair);
        assertThat(facts).extracting(Fact::sum).containsExactlyInAnyOrder(big(13), big(5), big(8));
        assertThat(facts)
                .allSatisfy(fact ->
                        assertThat(fact.fullSet()).isEqualTo(fact.group().isFullSet()));
    }

    @Test
    void startsALabelSetFromItsFirstOwnHour() {
        List<Fact> facts = merge(stored(LABEL, false, 4, 8), stored(FULL_SET, true, 4), stored(LABEL, true, 2));
        assertThat(facts).extracting(Fact::group).containsExactlyInAnyOrder(LABEL, FULL_SET);
        assertThat(facts).extracting(Fact::sum).containsExactlyInAnyOrder(big(14), big(6));
    }

    private static List<Fact> merge(Stored... stored) {
        FactMerge merge = new FactMerge();
        for (Stored each : stored) {
            merge.add(each);
        }
        return merge.facts();
    }

    private static Stored stored(Group group, boolean fullSet, long... values) {
        Sketch sketch = new Sketch();
        long sum = 0;
        long min = Long.MAX_VALUE;
        long max = 0;
        for (long value : values) {
            sketch.add(value);
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return new Stored(group, values.length, 0, big(sum), min, max, fullSet, SketchBytes.of(sketch));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
