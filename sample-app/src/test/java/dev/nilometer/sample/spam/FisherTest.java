package dev.nilometer.sample.spam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FisherTest {

    @Test
    void isUnsureWithoutEvidenceAndWithAsMuchForEither() {
        assertThat(Fisher.score(new double[0])).isEqualTo(0.5);
        assertThat(Fisher.score(new double[] {0.01, 0.99, 0.02, 0.98})).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void isSureWhenAllEvidenceAgrees() {
        double[] spam = new double[150];
        Arrays.fill(spam, 0.999);
        assertThat(Fisher.score(spam)).isGreaterThan(0.999);
        Arrays.fill(spam, 0.001);
        assertThat(Fisher.score(spam)).isLessThan(0.001);
    }

    @Test
    void turnsAroundWhenTheEvidenceDoes() {
        Random random = new Random(11);
        for (int round = 0; round < 1000; round++) {
            double[] spam =
                    random.doubles(1 + random.nextInt(150), 0.001, 0.999).toArray();
            double[] ham = Arrays.stream(spam).map(p -> 1 - p).toArray();
            assertThat(Fisher.score(spam)).isBetween(0.0, 1.0).isCloseTo(1 - Fisher.score(ham), within(1e-9));
        }
    }

    /** Figures of a printed table of chi-square. */
    @Test
    void knowsTheTailOfChiSquare() {
        assertThat(Fisher.chiSquareTail(5.991, 2)).isCloseTo(0.05, within(1e-4));
        assertThat(Fisher.chiSquareTail(18.307, 10)).isCloseTo(0.05, within(1e-4));
        assertThat(Fisher.chiSquareTail(135.807, 100)).isCloseTo(0.01, within(1e-4));
        assertThat(Fisher.chiSquareTail(0, 4)).isEqualTo(1);
    }
}
