package dev.nilometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.agent.options.Options;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StartLineTest {
    private static String line(String argument) {
        return StartLine.of(Options.resolve(argument, new Properties(), Map.of()), "1.2");
    }

    @Test
    void namesWhoWhereAndWhereTo() {
        assertThat(line("service=shop;environment=test;db.url=jdbc:postgresql://h/d?password=x;spool.dir=/s"))
                .isEqualTo("1.2 measures shop (test); metrics at http://127.0.0.1:9469/metrics (http.host=0.0.0.0 opens"
                        + " it), all settings at http://127.0.0.1:9469/v1/status; rows to"
                        + " jdbc:postgresql://h/d?password=******** schema nilometer through spool /s");
    }

    @Test
    void saysHowToGetWhatIsOff() {
        assertThat(line("http.enabled=false")).contains("http.enabled=false", "log.level=debug", "set db.url");
        assertThat(line("http.host=::1;http.port=0"))
                .contains("a free port that a line of its own names")
                .doesNotContain("http://", "opens it");
        assertThat(line("http.host=::1")).contains("http://[::1]:9469/metrics").doesNotContain("opens it");
    }
}
