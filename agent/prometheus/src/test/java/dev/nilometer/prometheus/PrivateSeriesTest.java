package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the patterns hide. */
class PrivateSeriesTest {
    @Test
    void hidesByEitherName() {
        PrivateSeries hidden = new PrivateSeries(List.of("event", "cost_usd_total"));
        assertThat(hidden.hides("event", "events_total", Map.of())).isTrue();
        assertThat(hidden.hides("cost_usd", "cost_usd_total", Map.of())).isTrue();
        assertThat(hidden.hides("token_usage", "tokens_total", Map.of())).isFalse();
    }

    @Test
    void needsEveryLabelToMatch() {
        PrivateSeries hidden = new PrivateSeries(List.of("event{event=\"breach\", reason=\"leak*\"}"));
        assertThat(hidden.hides("event", "events_total", Map.of("event", "breach", "reason", "leak 7")))
                .isTrue();
        assertThat(hidden.hides("event", "events_total", Map.of("event", "breach", "reason", "other")))
                .isFalse();
        assertThat(hidden.hides("event", "events_total", Map.of("event", "breach")))
                .isFalse();
    }

    @Test
    void takesEverythingButTheStarLiterally() {
        PrivateSeries hidden = new PrivateSeries(List.of("*{x=\"a.b\\\"c\"}"));
        assertThat(hidden.hides("any", "any", Map.of("x", "a.b\"c"))).isTrue();
        assertThat(hidden.hides("any", "any", Map.of("x", "axb\"c"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"event{", "event{a}", "event{a=b}", "{a=\"b\"}", "event{a=\"b\"}x", "event{a=\"b\" c=\"d\"}"})
    void refusesWhatItCannotRead(String pattern) {
        assertThatThrownBy(() -> new PrivateSeries(List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pattern);
    }
}
