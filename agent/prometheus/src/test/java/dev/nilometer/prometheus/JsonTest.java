package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The writer's few rules. */
class JsonTest {
    @Test
    void keepsTheOrderAndNests() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", List.of(true, 2.5, "x", Map.of()));
        map.put("n", Arrays.asList(null, null));
        assertThat(Json.of(map)).isEqualTo("{\"b\":1,\"a\":[true,2.5,\"x\",{}],\"n\":[null,null]}");
    }

    @Test
    void escapesWhatJsonCannotHold() {
        assertThat(Json.of("a\"\\\n\t\u0000\u2028ä")).isEqualTo("\"a\\\"\\\\\\n\\u0009\\u0000\\u2028ä\"");
        assertThat(Json.of("\ud83d\ude00\ud800")).isEqualTo("\"\\ud83d\\ude00\\ud800\"");
    }

    @Test
    void hasNoWordForNotANumber() {
        assertThat(Json.of(List.of(Double.NaN, Double.POSITIVE_INFINITY, Long.MAX_VALUE)))
                .isEqualTo("[null,null,9223372036854775807]");
    }
}
