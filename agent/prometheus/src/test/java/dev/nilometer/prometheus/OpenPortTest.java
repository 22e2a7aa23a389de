package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The port among strangers: the figures are {@link OpenPort}'s, these bounds hold on a busy machine too. */
class OpenPortTest {
    @Test
    void answersAmongAThousandOfEachKindThatDawdle() throws Exception {
        try (OpenPort port = new OpenPort();
                OpenPort.Crowd crowd = port.crowd(1_000)) {
            assertThat(crowd).isNotNull();
            double[] millis = port.health(200);
            assertThat(millis[197]).as("99th percentile of /health, ms").isLessThan(1_000);
            assertThat(port.threads()).isLessThanOrEqualTo(3);
        }
    }
}
