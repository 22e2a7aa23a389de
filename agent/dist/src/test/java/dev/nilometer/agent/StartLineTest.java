package dev.nilometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.agent.options.Options;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StartLineTest {
    private static Options options(String argument) {
        return Options.resolve(argument, new Properties(), Map.of());
    }

    private static String line(String argument) {
        return StartLine.of(options(argument), "1.2", StartLine.endpoint(options(argument), 4711));
    }

    @Test
    void namesWhoWhereAndWhereTo() {
        assertThat(line("service=shop;environment=test;db.url=jdbc:postgresql://h/d?password=x;spool.dir=/s"))
                .isEqualTo("1.2 measures shop (test); metrics at http://127.0.0.1:4711/metrics (http.host=0.0.0.0 opens"
                        + " it), all settings at http://127.0.0.1:4711/v1/status; rows to"
                        + " jdbc:postgresql://h/d?password=******** schema nilometer through spool /s");
    }

    @Test
    void saysHowToGetWhatIsOff() {
        assertThat(line("")).contains("set db.url");
        assertThat(line("http.host=::1")).contains("http://[::1]:4711/metrics").doesNotContain("opens it");
    }

    @Test
    void namesAPortThatWasFound() {
        assertThat(line("http.port=0")).contains("listens on port 4711, metrics at http://127.0.0.1:4711/metrics");
    }
}
