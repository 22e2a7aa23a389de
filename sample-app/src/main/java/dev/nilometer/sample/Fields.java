package dev.nilometer.sample;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/** What could be read out of a message. Immutable. */
record Fields(
        OffsetDateTime sentAt,
        List<String> addresses,
        List<BigDecimal> amounts,
        List<String> dates,
        List<String> links) {

    /** The answer a model would have to write, for counting its tokens. */
    String asText() {
        return "{sent_at: " + sentAt + ", addresses: " + addresses + ", amounts: " + amounts + ", dates: " + dates
                + ", links: " + links + "}";
    }

    BigDecimal largestAmount() {
        return amounts.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
    }
}
