package dev.nilometer.sample;

import dev.nilometer.sample.Tally.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The few lines at the end. Pure. */
final class Summary {

    private Summary() {}

    static List<String> lines(Tally tally, Duration took) {
        long decided = tally.sum(Kind.DECISION);
        long failed = tally.sum(Kind.ERROR);
        Map<String, Long> estimate = tally.of(Kind.ESTIMATE);
        double seconds = took.toMillis() / 1000.0;
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%d messages in %.1f s: %d decided, %d failed",
                        decided + failed,
                        seconds,
                        decided,
                        failed),
                "decisions: " + list(tally.of(Kind.DECISION)),
                "confidence: " + list(tally.of(Kind.CONFIDENCE)),
                "against the labels: " + list(tally.of(Kind.VERDICT)),
                "reviews: " + list(tally.of(Kind.REVIEW)),
                "errors: " + list(tally.of(Kind.ERROR)),
                String.format(
                        "estimated (no model was called): %d input tokens, %d output tokens, %s USD",
                        estimate.getOrDefault("input tokens", 0L),
                        estimate.getOrDefault("output tokens", 0L),
                        BigDecimal.valueOf(estimate.getOrDefault("nano USD", 0L), 9)));
    }

    private static String list(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
