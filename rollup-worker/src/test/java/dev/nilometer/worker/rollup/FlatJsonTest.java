package dev.nilometer.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatJsonTest {
    @Test
    void readsWhatItWrites() throws SQLException {
        Map<String, Long> errors = Map.of("TimeoutError", 3L, "with \"quotes\" and \n", Long.MAX_VALUE, "ü", 0L);
        assertThat(FlatJson.numbers(FlatJson.of(errors))).isEqualTo(errors);
        assertThat(FlatJson.numbers("{}")).isEmpty();
    }

    @Test
    void readsLabels() throws SQLException {
        assertThat(FlatJson.texts("{\"b\": \"2\", \"a\": \"{\\u00fc}\"}"))
                .containsExactly(Map.entry("a", "{ü}"), Map.entry("b", "2"));
    }

    @Test
    void refusesWhatIsNoFlatObject() {
        for (String wrong : new String[] {"", "[]", "{", "{\"a\":", "{\"a\":{}}", "{\"a\":[1]}", "7", "null"}) {
            assertThatThrownBy(() -> FlatJson.texts(wrong)).as(wrong).isInstanceOf(SQLException.class);
        }
    }
}
