package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // read reflectively
class QueueProbesTest {
    private static final List<String> SHARED = List.of("a", "b", "c", "d");

    static final class Inbox {
        private final List<String> queue = new ArrayList<>();
        private final Map<String, String> map = Map.of("k", "v");
        private final Object strange = new Object();

        private long size() {
            return 7;
        }

        private int broken() {
            throw new IllegalStateException();
        }
    }

    static final class Numbers {
        private final int small = 3;
        private final AtomicLong large = new AtomicLong(1L << 40);
        private final Integer none = null;
        private long less = -1;
    }

    private final Inbox inbox = new Inbox();

    private static Map<String, Long> poll() {
        Map<String, Long> depths = new HashMap<>();
        QueueProbes.poll(depths::put);
        return depths;
    }

    @Test
    void sumsQueuesOfOneNameAndAsksEachOnce() {
        Inbox one = new Inbox();
        Inbox two = new Inbox();
        one.queue.add("x");
        two.queue.addAll(List.of("y", "z"));
        QueueProbes.register("sum", one, Inbox.class, "queue", false);
        QueueProbes.register("sum", one, Inbox.class, "queue", false);
        QueueProbes.register("sum", two, Inbox.class, "queue", false);
        QueueProbes.register("method", two, Inbox.class, "size", true);
        QueueProbes.register("map", two, Inbox.class, "map", false);
        QueueProbes.register("static", null, QueueProbesTest.class, "SHARED", false);

        assertThat(poll())
                .containsEntry("sum", 3L)
                .containsEntry("method", 7L)
                .containsEntry("map", 1L)
                .containsEntry("static", 4L);
    }

    @Test
    void countsWhatItCannotRead() {
        long before = SelfCounter.PROBE_ERRORS.count();
        QueueProbes.register("broken", inbox, Inbox.class, "broken", true);
        QueueProbes.register("strange", inbox, Inbox.class, "strange", false);
        QueueProbes.register("missing", inbox, Inbox.class, "missing", false);

        assertThat(poll()).doesNotContainKeys("broken", "strange", "missing");
        assertThat(SelfCounter.PROBE_ERRORS.count()).isEqualTo(before + 3);
    }

    @Test
    void takesNumbersAndIsNoDepthForNullOrLess() {
        long before = SelfCounter.PROBE_ERRORS.count();
        Numbers numbers = new Numbers();
        for (String field : List.of("small", "large", "none", "less")) {
            QueueProbes.register("number " + field, numbers, Numbers.class, field, false);
        }

        assertThat(poll())
                .containsEntry("number small", 3L)
                .containsEntry("number large", 1L << 40)
                .doesNotContainKeys("number none", "number less");
        assertThat(SelfCounter.PROBE_ERRORS.count()).isEqualTo(before + 1);
        numbers.less = 0; // other tests count errors too
    }

    @Test
    @Timeout(30)
    void marksAQueueThatDoesNotAnswer() throws InterruptedException {
        long before = SelfCounter.PROBE_STALLS.count();
        CountDownLatch answer = new CountDownLatch(1);
        Object hanging = new Object() {
            private long depth() throws InterruptedException {
                answer.await();
                return 5;
            }
        };
        QueueProbes.register("hanging", hanging, hanging.getClass(), "depth", true);
        Thread poller = new Thread(QueueProbesTest::poll);
        poller.start();
        while (!"hanging".equals(QueueProbes.stalled())) {
            LockSupport.parkNanos(1_000_000);
        }
        answer.countDown();
        poller.join();

        assertThat(QueueProbes.stalled()).isNull();
        assertThat(SelfCounter.PROBE_STALLS.count()).isEqualTo(before + 1);
    }

    @Test
    void forgetsInstancesThatAreGarbage() {
        Inbox lost = new Inbox();
        lost.queue.add("x");
        WeakReference<Inbox> seen = new WeakReference<>(lost);
        QueueProbes.register("garbage", lost, Inbox.class, "queue", false);
        assertThat(poll()).containsEntry("garbage", 1L);

        lost = null;
        for (int i = 0; i < 100 && seen.get() != null; i++) {
            System.gc();
        }

        assertThat(seen.get()).isNull();
        assertThat(poll()).as("what it held is gone with it").containsEntry("garbage", 0L);
        assertThat(poll()).doesNotContainKey("garbage");
    }
}
