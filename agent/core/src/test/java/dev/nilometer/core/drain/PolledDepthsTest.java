package dev.nilometer.core.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.QueueProbes;
import dev.nilometer.model.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Depths on their way from one thread to another. */
class PolledDepthsTest {
    static final Diagnostics SILENT = new Diagnostics() {
        @Override
        public void warn(String sentence) {}

        @Override
        public void info(String sentence) {}

        @Override
        public void debug(String sentence) {}
    };

    /** Something with a queue. */
    static final class Inbox {
        final String queue;
        private final int depth;

        private Inbox(String queue, int depth) {
            this.queue = queue;
            this.depth = depth;
        }

        int depth() {
            return depth;
        }

        static Inbox registered(String queue, int depth) {
            Inbox inbox = new Inbox(queue, depth);
            QueueProbes.register(queue, inbox, Inbox.class, "depth", true);
            return inbox;
        }
    }

    @Test
    void arriveInTheirOrder() {
        PolledDepths depths = new PolledDepths();
        depths.depth("a", 1);
        depths.depth("b", 2);
        List<Long> taken = new ArrayList<>();
        assertThat(depths.drainTo((key, flags, start, value, execution) -> taken.add(value)))
                .isEqualTo(2);
        assertThat(taken).containsExactly(1L, 2L);
        assertThat(depths.drainTo((key, flags, start, value, execution) -> taken.add(value)))
                .isZero();
    }

    @Test
    void areLetGoWhenNobodyTakesThem() {
        PolledDepths depths = new PolledDepths();
        for (int i = 0; i < 10_000; i++) {
            depths.depth("a", i);
        }
        assertThat(depths.drainTo((key, flags, start, value, execution) -> {})).isEqualTo(4_096);
    }
}
