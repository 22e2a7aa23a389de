package dev.nilometer.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmountTest {
    @Test
    void countsOneAndMany() {
        assertThat(List.of(Amount.of(0, "day"), Amount.of(1, "day"), Amount.of(2, "day")))
                .containsExactly("0 days", "1 day", "2 days");
    }

    @Test
    void tellsBytesInTheLargestUnitThatTheyFill() {
        assertThat(List.of(0L, 1_023L, 1_024L, 325_480_448L, 50L << 30, Long.MAX_VALUE))
                .extracting(Amount::ofBytes)
                .containsExactly("0 B", "1023 B", "1.0 KiB", "310.4 MiB", "50.0 GiB", "8.0 EiB");
    }

    @Test
    void tellsTimeInTenthsOfASecond() {
        assertThat(List.of(0L, 49L, 50L, 1_249L, 61_000L))
                .extracting(millis -> Amount.of(Duration.ofMillis(millis)))
                .containsExactly("0.0 s", "0.0 s", "0.1 s", "1.2 s", "61.0 s");
    }
}
