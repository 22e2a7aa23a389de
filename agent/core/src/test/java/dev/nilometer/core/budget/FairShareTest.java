package dev.nilometer.core.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The level of max-min fairness. */
class FairShareTest {
    @Test
    void hasNoLimitWhenThereIsEnough() {
        assertThat(FairShare.level(new double[] {1, 2, 3}, 6)).isInfinite();
        assertThat(FairShare.level(new double[0], 6)).isInfinite();
    }

    @Test
    void givesTheSmallAllAndTheLargeEqualParts() {
        assertThat(FairShare.level(new double[] {100, 1, 50}, 21)).isEqualTo(10);
    }

    @Test
    void usesTheWholeCapacity() {
        Random random = new Random(7);
        for (int run = 0; run < 1_000; run++) {
            double[] demands = random.doubles(1 + random.nextInt(50), 0, 100).toArray();
            double capacity = random.nextDouble() * 500;
            double level = FairShare.level(demands.clone(), capacity);
            double given = Arrays.stream(demands)
                    .map(demand -> Math.min(demand, level))
                    .sum();
            double wanted = Arrays.stream(demands).sum();
            assertThat(given).isCloseTo(Math.min(wanted, capacity), org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    @Test
    void leavesEachOfTwoItsHalf() {
        assertThat(FairShare.ofTwo(10, 20, 100)).isEqualTo(100);
        assertThat(FairShare.ofTwo(500, 20, 100)).isEqualTo(80);
        assertThat(FairShare.ofTwo(500, 500, 100)).isEqualTo(50);
        assertThat(FairShare.ofTwo(20, 500, 100)).isEqualTo(50);
    }
}
