package dev.nilometer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.sample.Decision.Route;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideActorTest {

    @ParameterizedTest
    @CsvSource({
        "0.01, 0, AUTO_APPROVE",
        "0.15, 0, AUTO_APPROVE",
        "0.16, 0, ESCALATE",
        "0.4, 0, ESCALATE",
        "0.41, 0, HUMAN",
        "0.5, 0, HUMAN",
        "0.84, 0, ESCALATE",
        "0.85, 0, AUTO_APPROVE",
        "0.01, 1000000, ESCALATE",
        "0.99, 1000000, AUTO_APPROVE"
    })
    void goesByConfidenceAndByLargeAmounts(double score, BigDecimal amount, Route route) {
        Fields fields =
                new Fields(Instant.EPOCH.atOffset(ZoneOffset.UTC), List.of(), List.of(amount), List.of(), List.of());
        assertThat(new DecideActor().decide("1", new Opinion(score), fields).route())
                .isEqualTo(route);
    }
}
