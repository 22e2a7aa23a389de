package dev.nilometer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 7: within 1 % of the values at the two neighbouring ranks, after any number of merges. */
class SketchTest {
    private static final double[] QUANTILES = {0, 0.001, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("one value", r -> 42),
                new Shape("zeros", r -> 0),
                new Shape("zeros and a few", r -> r.nextInt(10) == 0 ? r.nextLong(1_000) : 0),
                new Shape("small integers", r -> r.nextLong(300)),
                new Shape("uniform", r -> r.nextLong(1_000_000_000L)),
                new Shape("whole range", r -> r.nextLong(Long.MAX_VALUE) >>> r.nextInt(63)),
                new Shape("largest", r -> Long.MAX_VALUE - r.nextInt(2)),
                new Shape("exponential", r -> (long) (-Math.log(1 - r.nextDouble()) * 1e6)),
                new Shape("lognormal", r -> (long) Math.exp(15 + gaussian(r))),
                new Shape("wide lognormal", r -> (long) Math.exp(15 + 5 * gaussian(r))),
                new Shape("pareto", r -> (long) (5e6 / Math.sqrt(1 - r.nextDouble()))),
                new Shape("heavy pareto", r -> (long) Math.min(1e18, 1e3 / Math.pow(1 - r.nextDouble(), 3))),
                new Shape("two modes", r -> (r.nextBoolean() ? 1_000_000 : 900_000_000) + r.nextLong(1_000)),
                new Shape("three far modes", r -> (long) Math.pow(10, 3 + 4 * r.nextInt(3)) + r.nextLong(50)),
                new Shape("powers of two", r -> 1L << r.nextInt(62)),
                new Shape("powers of ten", r -> (long) Math.pow(10, r.nextInt(18))),
                new Shape("steps", r -> 50_000_000L * (1 + r.nextInt(5))),
                new Shape("ascending spread", r -> r.nextLong(1L << (1 + r.nextInt(40)))),
                new Shape("scores", r -> r.nextLong(1_000_001)),
                new Shape("normal", r -> Math.max(0, (long) (1e7 + 1e6 * gaussian(r)))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyQuantileLiesWithinOnePercentOfTheNeighbouringRanksAfterMergesInAnyOrder(Shape shape) {
        SplittableRandom random = new SplittableRandom(shape.name.hashCode());
        for (int count : new int[] {1, 2, 3, 10, 99, 1_000, 20_000}) {
            long[] values =
                    random.longs(count).map(ignored -> shape.draw(random)).toArray();
            List<Sketch> parts = split(values, random, 1 + random.nextInt(20));
            Sketch forward = mergeAll(parts, random);
            Sketch again = mergeAll(parts, random);
            assertThat(forward.encode()).isEqualTo(again.encode());
            assertThat(forward.count()).isEqualTo(count);
            Arrays.sort(values);
            for (double q : QUANTILES) {
                assertBetweenNeighbours(forward.quantile(q), values, q);
            }
        }
    }

    @Test
    void mergesToTheSameBytesWhateverTheTree() {
        SplittableRandom random = new SplittableRandom(11);
        long[] extremes = {0, 1, 2, 255, 256, 257, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        for (int round = 0; round < 200; round++) {
            Sketch whole = new Sketch();
            List<Sketch> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                Sketch part = new Sketch();
                for (int n = random.nextInt(30); n > 0; n--) {
                    boolean extreme = random.nextInt(4) == 0;
                    long value = extreme ? extremes[random.nextInt(extremes.length)] : random.nextLong(1L << 50);
                    part.add(value);
                    whole.add(value);
                }
                parts.add(part);
            }
            assertThat(mergeAsTree(parts, random).encode()).isEqualTo(whole.encode());
        }
    }

    /** Any two are merged until one is left; some of them were empty, some had been written and read. */
    private static Sketch mergeAsTree(List<Sketch> parts, SplittableRandom random) {
        List<Sketch> rest = new ArrayList<>(parts);
        while (rest.size() > 1) {
            Sketch one = rest.remove(random.nextInt(rest.size()));
            Sketch other = rest.remove(random.nextInt(rest.size()));
            Sketch merged = random.nextBoolean() ? Sketch.decode(one.encode()) : one;
            merged.merge(random.nextBoolean() ? Sketch.decode(other.encode()) : other);
            rest.add(merged);
        }
        return rest.get(0);
    }

    @Test
    void agreesWithTheReferenceImplementationOfDdSketch() {
        SplittableRandom random = new SplittableRandom(7);
        DDSketch reference = DDSketches.unboundedDense(0.0054);
        Sketch ours = new Sketch();
        for (int i = 0; i < 200_000; i++) {
            long value = (long) Math.exp(15 + 2 * gaussian(random));
            reference.accept((double) value);
            ours.add(value);
        }
        for (double q : QUANTILES) {
            assertThat(ours.quantile(q) / reference.getValueAtQuantile(q)).isBetween(0.988, 1.012);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readsBackTheBytesItWrote(Shape shape) {
        SplittableRandom random = new SplittableRandom(3);
        Sketch sketch = new Sketch();
        for (int i = 0; i < 5_000; i++) {
            sketch.add(shape.draw(random));
        }
        byte[] bytes = sketch.encode();
        assertThat(Sketch.decode(bytes)).isEqualTo(sketch);
        assertThat(Sketch.decode(bytes).encode()).isEqualTo(bytes);
    }

    @Test
    void staysSmall() {
        SplittableRandom random = new SplittableRandom(4);
        Sketch sketch = new Sketch();
        for (int i = 0; i < 100_000; i++) {
            sketch.add((long) Math.exp(15 + gaussian(random)));
        }
        assertThat(sketch.encode().length).isLessThan(1_700);
    }

    @Test
    void refusesDamagedBytesWithASentence() {
        Sketch sketch = new Sketch();
        sketch.add(5);
        sketch.add(5_000_000);
        byte[] good = sketch.encode();
        for (int length = 0; length < good.length; length++) {
            byte[] torn = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> Sketch.decode(torn)).isInstanceOf(IllegalArgumentException.class);
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(good.length)] = (byte) random.nextInt();
            try {
                Sketch.decode(damaged).count();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void refusesNegativeValuesAndHasNoQuantileWhenEmpty() {
        assertThatThrownBy(() -> new Sketch().add(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sketch().quantile(0.5)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Sketch> split(long[] values, SplittableRandom random, int count) {
        List<Sketch> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new Sketch());
        }
        for (long value : values) {
            parts.get(random.nextInt(count)).add(value);
        }
        return parts;
    }

    private static Sketch mergeAll(List<Sketch> parts, SplittableRandom random) {
        List<Sketch> rest = new ArrayList<>(parts);
        Sketch merged = new Sketch();
        while (!rest.isEmpty()) {
            merged.merge(rest.remove(random.nextInt(rest.size())));
        }
        return merged;
    }

    private static void assertBetweenNeighbours(double estimate, long[] sorted, double q) {
        double rank = q * (sorted.length - 1);
        double low = sorted[(int) Math.floor(rank)];
        double high = sorted[(int) Math.ceil(rank)];
        assertThat(estimate).isBetween(low * 0.99, high * 1.01);
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    record Shape(String name, ToLongFunction<SplittableRandom> values) {
        long draw(SplittableRandom random) {
            return values.applyAsLong(random);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
