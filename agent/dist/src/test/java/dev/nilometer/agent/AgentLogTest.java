package dev.nilometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.agent.options.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;

    private AgentLog log(Level level) {
        return new AgentLog(level, out, () -> now);
    }

    private String[] lines() {
        return out.toString(StandardCharsets.UTF_8).split("\n");
    }

    @Test
    void saysOneLineEach() {
        log(Level.INFO).warn("two\r\nlines");
        assertThat(lines()).containsExactly("nilometer: two  lines");
    }

    @Test
    void saysWhatItsLevelAllows() {
        AgentLog log = log(Level.WARN);
        log.debug("details");
        log.info("news");
        log.warn("trouble");
        log(Level.OFF).warn("never");
        assertThat(lines()).containsExactly("nilometer: trouble");
    }

    @Test
    void holdsBackAFloodAndCountsIt() {
        AgentLog log = log(Level.INFO);
        for (int i = 0; i < 50; i++) {
            log.warn("again");
        }
        assertThat(lines()).hasSize(20);

        now += TimeUnit.SECONDS.toNanos(3);
        log.warn("later");
        assertThat(lines()).hasSize(21).endsWith("nilometer: later (and 30 lines held back)");
    }

    @Test
    void neverThrows() {
        AgentLog broken = new AgentLog(Level.INFO, new ClosedStream(), () -> now);
        broken.warn("nobody hears it");
    }

    private static final class ClosedStream extends java.io.OutputStream {
        @Override
        public void write(int b) throws java.io.IOException {
            throw new java.io.IOException("closed");
        }
    }
}
